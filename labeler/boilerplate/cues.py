"""Cue words: what short lines around an article say in many languages. They help; structure decides.

A short line is a cue when all of it is one of the phrases of `cue_phrases`, or it begins with one of the openings. They are
words that sites in general use; a site's own name or slogan has no place here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from labeler.boilerplate import cue_phrases
from labeler.boilerplate.consent import asks_for_consent
from labeler.boilerplate.words import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

Cue: TypeAlias = Literal[
    "", "end", "share", "furniture", "footer", "stamp", "byline", "caption", "contents", "link"
]
"""What a line says it is; "" when it says nothing."""

_MAX_CUE = 90  # characters; a longer line is judged by its shape


def _phrases(block: str) -> frozenset[str]:
    return frozenset(normal(p) for line in block.strip().splitlines() for p in line.split("|") if normal(p))


_BY_KIND: Final[tuple[tuple[Cue, frozenset[str]], ...]] = (
    ("end", _phrases(cue_phrases.END)),
    ("footer", _phrases(cue_phrases.FOOTER)),
    ("contents", _phrases(cue_phrases.CONTENTS)),
    ("share", _phrases(cue_phrases.SHARE)),
    ("furniture", _phrases(cue_phrases.FURNITURE) | _phrases(cue_phrases.ADVERTISING)),
)
_MAX_CREDIT: Final = 60
_LABELS_OF_ADS: Final = _phrases(cue_phrases.ADVERTISING)
_EXACT: Final[dict[str, Cue]] = {p: kind for kind, phrases in reversed(_BY_KIND) for p in phrases}

_END_OPENING: Final = re.compile(
    r"(?:related (?:articles|stories|posts|content|news|topics|reading|links|resources)|more (?:from|in|stories|on|news|about) |tags? ?:|"
    r"filed under|categor(?:y|ies) ?:|topics ?:|keywords ?:|hashtags|about the authors?|(?:you (?:may|might) also|recommended (?:for|stories|reading))|"
    r"leave a (?:reply|comment)|(?:view|show|see|read) (?:all )?(?:\d+ )?comments|top stories|most (?:read|popular)|"
    r"one (?:comment|response|thought) (?:on|to) |\d+ (?:comments?|replies|responses?|thoughts?|trackbacks?|kommentare?|antworten|commentaires?|réponses?|réactions?|comentarios?|respuestas?|"
    r"comentários?|commenti|commento|risposte|reacties|reactie|komentarz\w*|komentář\w*|kommentarer|yorum|коммента\w+|коментар\w*|отзыв\w*)"
    r"(?: (?:on|to|zu|auf|sur|à|en|a|sobre|su|op|till|til|do|к) [^.]*)?[^\w.]*$|trackbacks?\b|pingbacks?\b|"
    r"(?:previous|next) (?:article|post|story)|share this|schlagwörter|themen ?:|mehr zum|mehr aus|lesen sie|à lire|lire aussi|sur le même|lea también|"
    r"leia (?:também|mais)|leggi anche|читайте (?:также|також)|теги ?:|i\u0307?lgili haber|etiketler|التعليقات|اقرأ (?:أيض|المزيد)|"
    r"相关|推荐阅读|延伸阅读|相關|延伸閱讀|関連|あわせて読|관련 ?(?:기사|뉴스)|यह भी पढ़|ये भी पढ़|baca juga|lees ook)"
)
_LABELS: Final = re.compile(r"tags?|filed|categor|topics|keywords|hashtags|schlag|themen|теги|etiket|about")
_COLON: Final = re.compile(r"[:：»]")
# A line that names a newsletter and calls to sign up for it stands within many articles.
_LETTER: Final = re.compile(
    r"newsletter|e-?mail|inbox|bülten|infolettre|boletín|boletim|рассылк|النشرة|ניוזלטר|电子报|電子報|メルマガ|"
    r"ニュースレター|뉴스레터|न्यूज़लेटर|nieuwsbrief"
)
_CALL: Final = re.compile(
    r"sign up|subscrib|for free|free for|every morning|every week|delivered|anmelden|kostenlos|abonn|inscri|suscri|"
    r"assin|iscriv|abone|kaydol|подпис|اشترك|הירש|订阅|訂閱|登録|구독|सब्सक्राइब"
)
_LINK_OPENING: Final = re.compile(
    r"(?:read (?:more|also|next|on)|see also|also read|more|related|watch|listen|mehr|siehe auch|voir aussi|lire|ver también|veja|vedi) ?[:»>] ?\S"
)
_FOOTER_OPENING: Final = re.compile(
    r"(?:©|\(c\)|ⓒ|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|todos os direitos|"
    r"tutti i diritti|her hakkı|tüm hakları|все права|جميع الحقوق|כל הזכויות|版权所有|著作權|無断転載|무단전재|저작권|सर्वाधिकार|"
    r"privacy policy|this site (?:is protected|uses)|we use cookies|by (?:clicking|signing up|subscribing|continuing))"
)
_FURNITURE_OPENINGS: Final = (
    # newsletters and accounts
    r"sign up (?:for|to)|subscribe (?:to|for|via)|get (?:the|our) .{0,40}(?:newsletter|inbox)|email address|your email",
    r"jetzt (?:anmelden|abonnieren)|inscrivez vous|abonnez|suscríbe|assine|iscriviti|подпишитесь|اشترك|订阅|購読|구독",
    # other places
    r"(?:click|tap) here|follow (?:us|me|him|her|@|on)|(?:please )?follow .{2,40} on (?:twitter|facebook|instagram|x|linkedin|tiktok|youtube)\b",
    r"join our|download (?:the|our)|watch ?:|listen ?:|share (?:on|via|to|with) |read (?:the|our) (?:full |complete )?(?:\w+ ){0,3}(?:review|story)$",
    # what systems say of an entry, and sites of what others write
    r"this (?:entry|post|article) (?:was|is) (?:\w+ )?(?:posted|filed|written|tagged)\b",
    r"dieser (?:artikel|beitrag|eintrag) (?:wurde|ist) .{0,40}(?:veröffentlicht|geschrieben|geposted|abgelegt)",
    r"c(?:et article|e billet|ette entrée) a été (?:publié|posté)|est[ae] (?:entrada|artículo) (?:fue|ha sido) publicad",
    r"quest(?:o articolo|a voce) è stat[oa] (?:pubblicat|scritt)|este (?:artigo|post) foi publicado|dit bericht is geplaatst|запись опубликована",
    r"(?:the )?(?:views|opinions) expressed|les opinions exprimées|las opiniones expresadas",
    # comments and questions
    r"(?:you must|to|in order to) (?:be )?(?:log(?:ged)?|sign(?:ed)?) in to (?:post|leave|comment)|(?:um|hier) .{0,20}kommentieren zu können",
    r"have (?:a|any) (?:tip|question|comment)s?\b|was this (?:\w+ )?(?:article|page|post|guide|information) helpful",
    r"thank(?:s| you) for (?:your feedback|subscribing|signing up|reading|watching|listening|visiting)\b",
    # trade
    r"advertisement|(?:story|article) continues|(?:book|request|schedule|get) (?:a|your) (?:free )?(?:\w+ )?(?:demo|consultation|quote|trial)\b",
    r"start (?:your |a )?free\b|check (?:the )?(?:latest |current )?prices?\b",
    r"(?:buy|view|see|check|shop)(?: it| now| prices?)* (?:on|at|from) (?:amazon|walmart|ebay|etsy)\b",
    r"(?:this|our|some) (?:\w+ )?(?:post|article|page|site|website|links)s? .{0,30}affiliate|as an amazon associate|disclosure ?:",
    r"loading",
)
_FURNITURE_OPENING: Final = re.compile("|".join(_FURNITURE_OPENINGS))
_AGO = (
    r"(?:about |over |almost )?(?:an?|one|two|three|four|five|few|\d{1,3}) ?(?:secs?|seconds?|mins?|minutes?|m|hrs?|hours?|h|days?|d|weeks?|w|wks?|"
    r"months?|mos?|years?|yrs?|y) ago"
)
_AGO_ELSEWHERE = (
    r"vor (?:\d+|einer|einem|wenigen) \w+|il y a (?:\d+|une?) \w+|hace (?:\d+|una?) \w+|há (?:\d+|uma?) \w+|\d+ \w+ (?:fa|önce|geleden|temu|sedan|назад|тому)|"
    r"(?:قبل|منذ) .{1,18}|לפני .{1,16}|\d+ ?(?:秒|分钟|分鐘|小时|小時|天|周|週|个?月|年)前|\d+ ?(?:分|時間|日|週間|か月|年)前|\d+ ?(?:초|분|시간|일|주|개월|년) ?전|"
    r"\d+ \S+ पहले|\d+ ?\S+ที่แล้ว|\d+ \w+ (?:yang )?lalu|\d+ \w+ trước"
)
_STAMP_OPENING = (
    r"(?:last )?(?:updated|published|posted|modified|created|first published|upd|pub|aktualisiert|veröffentlicht|stand|publié|mis à jour|modifié|"
    r"publicado|actualizado|atualizado|pubblicato|aggiornato|güncelleme|yayınlanma|gepubliceerd|bijgewerkt|опубликовано|обновлено|نشر|تحديث|"
    r"פורסם|עודכן|发布|更新|發布|公開|配信|입력|수정|등록|अपडेटेड|प्रकाशित|अपडेट)(?: (?:on|at|am|le|il|el|em|la))? ?[:：]?"
)
_TODAY = (
    r"today|yesterday|just now|now|heute|gestern|aujourd’?'?hui|hier|hoy|ayer|hoje|ontem|oggi|ieri|bugün|dün|сегодня|вчера|اليوم|أمس|היום|אתמול|"
    r"今天|昨天|刚刚|今日|昨日|오늘|어제|आज|कल|vandaag|gisteren|dzisiaj|wczoraj"
)
_TODAYS: Final = (*(word for word in _TODAY.split("|") if word.isascii()), "hui")
_AGO_OPENINGS: Final = ("vor ", "il y a ", "hace ")
_DIGIT: Final = re.compile(r"\d")
AGO: Final = re.compile(rf"\W*(?:{_STAMP_OPENING} |[^\W\d]+ )?(?:{_AGO}|{_AGO_ELSEWHERE}|{_TODAY})\W*$")
"""A stamp relative to now, as lists of articles carry: "3 hours ago", "Updated 7 sec ago", "Yesterday"."""
_STAMP: Final = re.compile(
    rf"\W*{_STAMP_OPENING}(?:.{{0,8}}\d|\W{{0,3}}(?:\w+day,? )?[^\W\d]{{3,10}}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d)"
)
_BYLINE: Final = re.compile(
    r"(?:by|von|par|por|di|da|door|av|автор|text|written by|story by|reporting by|edited by|words by|guest post by|reviewed by|medically reviewed by|"
    r"تأليف|بقلم|כתב|מאת|作者|记者|記者|文|기자|लेखक)\b ?[:：|]? ?\S|كتبت? ?[:：]"
)
# "N.Quist--TC": who wrote and who edited it, at the end of agency texts.
_SIGNED: Final = re.compile(r"(?:[^\W\d_]\. ?)*[^\W\d_][a-zß-ÿ'’-]+ ?(?:--|—|/) ?[A-Z]{2,4}\W*$")
_LABELLED_AD: Final = re.compile(
    r"(?:SPONSORED|ADVERTISEMENT|ADVERTORIAL|PROMOTED|ANZEIGE|WERBUNG|PUBLICITÉ|PUBLICIDAD|PUBLICIDADE|PUBBLICITÀ|REKLAM|REKLAMA|РЕКЛАМА)\b"
)
"""An advertisement that stands in one line with its label; in capitals, or a sentence could begin so."""
_CAPTION: Final = re.compile(
    r"(?:photo|image|picture|video|pic|file photo|photograph|illustration|credit|source|foto|bild|quelle|crédit|imagen|fuente|immagine|fonte|fotoğraf|"
    r"фото|источник|صورة|الصورة|صور|צילום|图片|图源|圖|写真|画像|사진|तस्वीर|फोटो)s?(?: (?:by|credits?|courtesy|source|via))? ?[:：/|©]"
)
_CAPTION_TAIL: Final = re.compile(
    r"(?:\((?:photo|image|picture|file|ap|afp|reuters|getty|epa|dpa|ansa|efe|xinhua|tass)[^()]{0,60}\)|"
    r"(?:photo|image|picture)s?(?: credit)?: ?[^.]{2,50}|©[^.]{2,50}|(?:getty images|shutterstock|unsplash|via ap|file photo|"
    r"[/|] ?(?:afp|ap|reuters|epa|dpa)|[\u3000 ]\S{1,6}[\u3000 ]?[摄攝]|撮影))\W*$"
)
_CREDITS: Final = (
    *(
        "getty images",
        "shutterstock",
        "unsplash",
        "via ap",
        "file photo",
        "afp",
        "ap",
        "reuters",
        "epa",
        "dpa",
    ),
    *("摄", "攝", "撮影"),
)
_DATE_PARTS: Final = re.compile(
    r"\d{1,2}:\d\d|(?:19|20)\d\d|\b\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\b|\d{1,2} ?[月日時时]|\d{1,2} ?[월일시]|\b\d{1,2}(?:st|nd|rd|th)?\b|"
    r"\b(?:am|pm|a\.m\.|p\.m\.|utc|gmt|est|edt|pst|pdt|cet|ist|bst|et|uhr)\b"
)


def cues_of(lines: Sequence[str], keys: Sequence[str]) -> list[Cue]:
    """What the lines of a text say they are.

    Args:
        lines: without white space around them.
        keys: of each line what `words.normal` leaves of it; of a long line anything.

    Returns:
        For each line a kind, or "" for one that is long or says nothing.
    """
    return [
        _cue_of(line, key) if len(line) <= 4 * _MAX_CUE else "" for line, key in zip(lines, keys, strict=True)
    ]


@lru_cache(maxsize=8192)
def _cue_of(text: str, key: str) -> Cue:
    # Menus come again on every page of a site.
    folded = text.casefold()
    opening = folded if folded[:1].isalnum() else normal_opening(folded)
    if len(text) <= _MAX_CUE:
        if _LINK_OPENING.match(opening):
            return "link"
        short = _EXACT.get(key) or _short_cue(text, folded, opening)
        if short:
            return short
    if _FOOTER_OPENING.match(folded):
        return "footer"
    if len(text) <= 2 * _MAX_CUE and (
        _FURNITURE_OPENING.match(opening)
        or _LABELLED_AD.match(text)
        or (_LETTER.search(folded) and _CALL.search(folded))
    ):
        return "furniture"
    tail = folded[-80:]
    if _CAPTION.match(folded) or (_may_be_caption(tail) and _CAPTION_TAIL.search(tail)):
        return "caption"
    return ""


def interrupts(text: str) -> Cue:
    """What a line is that stands before or in the middle of texts without parting them.

    Returns:
        "furniture" for an advertisement's label and a notice about cookies, "link" for one that names its target, "caption" for
        a short credit; "" for any other line.
    """
    if asks_for_consent(text):
        return "furniture"
    if len(text) > _MAX_CUE:
        return ""
    key = normal(text)
    if key in _LABELS_OF_ADS:
        return "furniture"
    cue = _cue_of(text, key)
    if (cue == "link" and _names_target(text)) or (cue == "caption" and len(text) <= _MAX_CREDIT):
        return cue
    return ""


def _may_be_caption(tail: str) -> bool:
    """Whether looking for a caption's credit at the end of a line is worth the time; most lines hold none of this."""
    if ")" in tail or ":" in tail or "©" in tail:
        return True
    return tail.endswith(_CREDITS, 0, _last_word(tail))


def _last_word(folded: str) -> int:
    """Where the last letter or digit of a line ends."""
    end = len(folded)
    while end and not folded[end - 1].isalnum():
        end -= 1
    return end


def _may_be_ago(folded: str) -> bool:
    """Whether a line without digits may be a stamp relative to now; most lines are not worth the longer look."""
    if not folded.isascii() or "ago" in folded:
        return True
    return folded.endswith(_TODAYS, 0, _last_word(folded)) or any(map(folded.__contains__, _AGO_OPENINGS))


def _short_cue(text: str, folded: str, beginning: str) -> Cue:
    digit = _DIGIT.search(folded) is not None
    if (digit or _may_be_ago(folded)) and AGO.match(folded):
        return "stamp"
    if digit and (_STAMP.match(folded) or is_date(folded)):
        return "stamp"
    opening = _END_OPENING.match(beginning)
    if opening:
        return "link" if _names_target(folded) and not _LABELS.match(opening.group()) else "end"
    if len(text) <= _MAX_CREDIT and _SIGNED.match(text):
        return "byline"
    if (
        len(text) <= 60
        and not text.endswith((".", "!", "?"))
        and len(text.split()) <= 8
        and _BYLINE.match(folded)
    ):
        return "byline"
    return ""


def _names_target(folded: str) -> bool:
    """Whether a case-folded cue goes on after a colon: "Read also: ..." is one link within a text, no end of it."""
    return any(len(rest.strip()) >= 5 for rest in _COLON.split(folded, maxsplit=1)[1:])


def normal_opening(folded: str) -> str:
    """A case-folded line without the signs (arrows, bullets, pictures) that it opens with."""
    i = 0
    while i < len(folded) and not folded[i].isalnum() and folded[i] not in "©ⓒ(@":
        i += 1
    return folded[i:]


def is_date(folded: str) -> bool:
    """Whether a case-folded short line is little but a date or a time of day: "13 August 2025", "2025年8月13日"."""
    if len(folded) > 60:
        return False
    rest, parts = _DATE_PARTS.subn(" ", folded)
    if parts < 2 or len(rest.split()) > 5:
        return False
    return sum(map(str.isalpha, rest)) <= 10 + 3 * parts

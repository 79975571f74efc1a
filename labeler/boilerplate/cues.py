"""Cue words: what short lines around an article say in many languages. They help; structure decides.

A short line is a cue when all of it is one of these phrases, or it begins with one of the openings. Phrases
are compared as `words.normal` leaves them. They are words that sites in general use; a site's own name or
slogan has no place here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from labeler.boilerplate.consent import asks_for_consent
from labeler.boilerplate.words import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

Cue: TypeAlias = Literal[
    "", "end", "share", "furniture", "footer", "stamp", "byline", "caption", "contents", "link"
]
"""What a line says it is; "" when it says nothing."""

_MAX_CUE = 90  # characters; a longer line is judged by its shape

# After such a line the article is over: lists of other articles, comments, tags, the author's biography.
_END: Final = """
related|related articles|related stories|related news|related posts|related content|related topics|related links
more stories|more news|more articles|more on this|more on this topic|more on this story|more like this|more to read
read next|up next|next article|previous article|next post|previous post|next story|previous story|next up|what to read next
you may also like|you might also like|you may like|you might like|also read|read also|see also|also in the news
recommended|recommended stories|recommended for you|recommended articles|recommended reading|suggested articles
latest|latest news|latest stories|latest articles|latest posts|latest headlines|recent posts|recent articles|recent news
most popular|most read|most viewed|most shared|most read stories|trending|trending now|trending stories|popular|popular posts
popular articles|popular stories|top stories|top news|top articles|dont miss|don t miss|don’t miss|editor s picks|editors picks|editors’ picks
from the web|around the web|from our partners|sponsored links|sponsored content|promoted content|promoted stories|paid content
comments|comment|leave a comment|post a comment|add a comment|leave a reply|leave a reply cancel reply|join the conversation|no comments
no comments yet|be the first to comment|view comments|show comments|write a comment|join the discussion|discussion about this post
discussion|hashtags|tags|keywords|filed under|topics|explore related topics|explore more|about the author|about the authors|author bio
about author|share this article|share this story|share this post|share this entry|share this page|article tags|more in
ähnliche artikel|mehr zum thema|das könnte sie auch interessieren|das könnte dich auch interessieren|auch interessant|weitere artikel
weitere meldungen|weitere nachrichten|lesen sie auch|meistgelesen|meistgelesene artikel|kommentare|kommentar|kommentar schreiben
schlagworte|schlagwörter|themen|über den autor|über die autorin|zur startseite|mehr von|neueste artikel|empfohlen|anzeigen
articles liés|articles similaires|à lire aussi|lire aussi|sur le même sujet|les plus lus|à lire également|a lire aussi|vos commentaires
commentaires|réactions|vous aimerez aussi|dernières actualités|à la une|dans la même rubrique|mots clés|recommandé pour vous
artículos relacionados|noticias relacionadas|más noticias|lo más leído|lo más visto|te puede interesar|también te puede interesar
comentarios|etiquetas|temas relacionados|últimas noticias|más información|archivado en|deja un comentario|deja una respuesta
artigos relacionados|notícias relacionadas|leia também|leia mais|mais lidas|mais notícias|veja também|comentários|últimas notícias
tópicos|saiba mais|você pode gostar|relacionadas|relacionados|assuntos|deixe um comentário|leia a seguir
articoli correlati|leggi anche|potrebbe interessarti|potrebbe interessarti anche|ultime notizie|i più letti|più letti|commenti
lascia un commento|altre notizie|notizie correlate|articoli simili|argomenti|ti potrebbe interessare
ilgili haberler|benzer haberler|diğer haberler|son haberler|çok okunanlar|en çok okunanlar|yorumlar|yorum yap|etiketler
gerelateerde artikelen|lees ook|meer nieuws|meest gelezen|reacties|powiązane artykuły|czytaj także|czytaj też|komentarze|najnowsze
zobacz także|najczęściej czytane|relaterade artiklar|läs också|mest lästa|kommentarer|související články|komentáře|похожие статьи
читайте также|похожие материалы|другие новости|комментарии|популярное|самое читаемое|новости по теме|материалы по теме|по теме
последние новости|теги|схожі матеріали|читайте також|коментарі|теми|σχετικά άρθρα|διαβάστε επίσης|σχόλια
مقالات ذات صلة|أخبار ذات صلة|مواضيع ذات صلة|اقرأ أيضا|اقرأ أيضًا|الأكثر قراءة|آخر الأخبار|التعليقات|تعليقات|وسوم|الوسوم|كلمات مفتاحية
اقرأ المزيد|مطالب مرتبط|بیشتر بخوانید|نظرات
כתבות נוספות|כתבות קשורות|עוד בנושא|אולי יעניין אותך|תגובות|הנקראות ביותר|תגיות|קראו גם|עוד כתבות
相关文章|相关新闻|相关阅读|相关报道|相关推荐|推荐阅读|延伸阅读|更多新闻|热门文章|热门新闻|最新新闻|评论|发表评论|标签|相關文章|相關新聞|延伸閱讀
推薦閱讀|更多新聞|熱門新聞|留言|標籤|関連記事|関連ニュース|あわせて読みたい|おすすめ記事|人気記事|最新記事|コメント|タグ|アクセスランキング
ランキング|こちらもおすすめ|관련기사|관련 기사|관련뉴스|관련 뉴스|많이 본 뉴스|많이 본 기사|인기기사|인기 기사|최신기사|추천기사|추천 기사|댓글|태그|이 시각 주요뉴스
संबंधित खबरें|संबंधित समाचार|यह भी पढ़ें|ये भी पढ़ें|और पढ़ें|ताज़ा खबरें|ताजा खबरें|टिप्पणियाँ|टिप्पणियां|बड़ी खबरें|टैग
সম্পর্কিত খবর|আরও পড়ুন|মন্তব্য|متعلقہ خبریں|ข่าวที่เกี่ยวข้อง|บทความที่เกี่ยวข้อง|อ่านเพิ่มเติม|ข่าวล่าสุด|แสดงความคิดเห็น|แท็ก
berita terkait|baca juga|artikel terkait|komentar|terpopuler|berita lainnya|tin liên quan|bài viết liên quan|xem thêm|bình luận
"""

_SHARE: Final = """
share|share this|share this with|share on facebook|share on twitter|share on x|share on linkedin|share via email|tweet|facebook|twitter
linkedin|whatsapp|telegram|pinterest|reddit|email|e mail|mail|instagram|youtube|tiktok|flipboard|pocket|messenger|threads|bluesky|mastodon
print|save|copy link|copy url|link copied|copied|short url|follow|follow us|following|like|x|rss|bookmark|send|print this article
facebook twitter|facebook twitter email|share tweet|share share|listen|listen to this article|facebook twitter linkedin|teilen|drucken
merken|folgen|partager|imprimer|suivre|compartir|imprimir|seguir|compartilhar|guardar|condividi|stampa|segui|paylaş|yazdır|takip et
delen|udostępnij|drukuj|dela|поделиться|поширити|κοινοποίηση|مشاركة|شارك|طباعة|متابعة|שתף|שיתוף|הדפסה|分享|分享到|收藏|打印|列印|关注|シェア|シェアする
ツイート|ポスト|フォロー|印刷|保存|공유|공유하기|프린트|인쇄|스크랩|구독|शेयर करें|शेयर|फॉलो करें|แชร์|พิมพ์|bagikan|chia sẻ
"""

_ADVERTISING: Final = """
advertisement|advertisements|advert|ad|ads|sponsored|promoted|article continues below advertisement|continue reading below|iklan
story continues below advertisement|scroll to continue|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|reklam|reklama|реклама
إعلان|إعلانات|פרסומת|广告|廣告|広告|광고|विज्ञापन|โฆษณา|quảng cáo
"""

_FURNITURE: Final = """
read more|learn more|see more|show more|load more|view more|more|more info|view all|see all|read full article|read the full story|continue reading
read article|get started|book a demo|get a demo|sign up|sign in|log in|login|register|subscribe|subscribe now|subscribe sign in|newsletter
newsletters|sign up for our newsletter|subscribe to our newsletter|join our newsletter|search|search for|menu|home|close|skip to content
skip to main content|skip to navigation|open menu|toggle navigation|main menu|navigation|next|previous|prev|back|back to top|top|play|pause|mute
reply|report|submit|cancel|loading|contact|contact us|about|about us|careers|faq|help|support|jump to|jump to review|buy now|shop now
check price|add to cart|visit website|no posts|skip|expand|collapse|enlarge|enlarge image|view gallery|photos|photo|video|videos|watch|image
read the review|read review|read our review|see it|see price|see prices|check prices|buy on amazon|view on amazon|expand all|collapse all|show all|hide all
book a call|request a demo|request demo|start free|start free trial|start your free trial|get a quote|get a free quote|get in touch|learn more here
tell us what you think|what do you think|thank you for your feedback|thanks for your feedback|thank you for subscribing|was this helpful|show less
reply to comment|email address|your name|your email address will not be published|required fields are marked
weiterlesen|mehr|mehr anzeigen|anmelden|abonnieren|suche|startseite|menü|zurück|weiter|antworten|lire la suite|en savoir plus|s abonner
s inscrire|se connecter|accueil|recherche|répondre|leer más|ver más|suscríbete|iniciar sesión|inicio|buscar|responder|ver mais|assine|entrar
início|pesquisar|leggi tutto|abbonati|accedi|cerca|rispondi|devamını oku|abone ol|giriş yap|ana sayfa|ara|lees meer|abonneren|читать далее
подписаться|войти|главная|поиск|ответить|اقرأ المزيد|المزيد|اشترك|تسجيل الدخول|الرئيسية|بحث|קרא עוד|הרשמה|התחברות|ראשי|חיפוש
阅读更多|查看更多|更多|订阅|登录|注册|首页|搜索|返回|返回顶部|閱讀更多|更多|訂閱|登入|首頁|搜尋|続きを読む|もっと見る|ログイン|会員登録|ホーム|検索|トップ|戻る|次へ|前へ
더보기|구독하기|로그인|회원가입|홈|검색|목록|뒤로가기|और देखें|सब्सक्राइब करें|लॉग इन|होम|खोजें|ดูเพิ่มเติม|หน้าแรก|ค้นหา
"""

_FOOTER: Final = """
privacy|privacy policy|privacy notice|privacy statement|terms|terms of use|terms of service|terms and conditions|terms conditions|cookie policy
cookie settings|cookies|accessibility|sitemap|site map|advertise|advertise with us|legal|disclaimer|imprint|all rights reserved|do not sell my personal information
impressum|datenschutz|datenschutzerklärung|agb|mentions légales|politique de confidentialité|cgu|aviso legal|política de privacidad
política de privacidade|termos de uso|informativa sulla privacy|note legali|gizlilik politikası|künye|iletişim|kullanım koşulları
политика конфиденциальности|пользовательское соглашение|سياسة الخصوصية|شروط الاستخدام|اتصل بنا|מדיניות פרטיות|תנאי שימוש|צור קשר
隐私政策|使用条款|版权所有|联系我们|关于我们|隱私權政策|服務條款|プライバシーポリシー|利用規約|お問い合わせ|会社概要|개인정보처리방침|이용약관|회사소개
गोपनीयता नीति|उपयोग की शर्तें|हमसे संपर्क करें|नीति
"""

_CONTENTS: Final = """
table of contents|contents|in this article|on this page|jump to section|in this guide|what s inside|inhalt|inhaltsverzeichnis|sommaire
índice|indice|contenido|sumário|içindekiler|inhoud|spis treści|содержание|المحتويات|תוכן עניינים|目录|目錄|目次|목차|विषय सूची|สารบัญ
"""


def _phrases(block: str) -> frozenset[str]:
    return frozenset(normal(p) for line in block.strip().splitlines() for p in line.split("|") if normal(p))


_BY_KIND: Final[tuple[tuple[Cue, frozenset[str]], ...]] = (
    ("end", _phrases(_END)),
    ("footer", _phrases(_FOOTER)),
    ("contents", _phrases(_CONTENTS)),
    ("share", _phrases(_SHARE)),
    ("furniture", _phrases(_FURNITURE) | _phrases(_ADVERTISING)),
)
_MAX_CREDIT: Final = 60
_LABELS_OF_ADS: Final = _phrases(_ADVERTISING)
_EXACT: Final[dict[str, Cue]] = {p: kind for kind, phrases in reversed(_BY_KIND) for p in phrases}

_END_OPENING: Final = re.compile(
    r"(?:related (?:articles|stories|posts|content|news|topics|reading|links|resources)|more (?:from|in|stories|on|news|about) |tags? ?:|"
    r"filed under|categor(?:y|ies) ?:|topics ?:|keywords ?:|hashtags|about the authors?|(?:you (?:may|might) also|recommended (?:for|stories|reading))|"
    r"leave a (?:reply|comment)|(?:view|show|see|read) (?:all )?(?:\d+ )?comments|top stories|most (?:read|popular)|"
    r"(?:\d+|one|no) (?:comments?|replies|responses?|thoughts?|trackbacks?|kommentare?|antworten|commentaires?|réponses?|réactions?|comentarios?|respuestas?|"
    r"comentários?|commenti|commento|risposte|reacties|reactie|komentarz\w*|komentář\w*|kommentarer|yorum|коммента\w+|коментар\w*|отзыв\w*)"
    r"(?: (?:on|to|zu|auf|sur|à|en|a|sobre|su|op|till|til|do|к) .*)?\W*$|trackbacks?\b|pingbacks?\b|"
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
_FURNITURE_OPENING: Final = re.compile(
    r"(?:sign up (?:for|to)|subscribe (?:to|for|via)|get (?:the|our) .{0,40}(?:newsletter|inbox)|(?:click|tap) here|follow (?:us|me|him|her|@|on)|"
    r"(?:please )?follow .{2,40} on (?:twitter|facebook|instagram|x|linkedin|tiktok|youtube)\b|"
    r"this (?:entry|post|article) (?:was|is) (?:\w+ )?(?:posted|filed|written|tagged)\b|dieser (?:artikel|beitrag|eintrag) (?:wurde|ist) .{0,40}(?:veröffentlicht|geschrieben|geposted|abgelegt)|"
    r"c(?:et article|e billet|ette entrée) a été (?:publié|posté)|est[ae] (?:entrada|artículo) (?:fue|ha sido) publicad|quest(?:o articolo|a voce) è stat[oa] (?:pubblicat|scritt)|"
    r"este (?:artigo|post) foi publicado|dit bericht is geplaatst|запись опубликована|"
    r"(?:the )?(?:views|opinions) expressed|les opinions exprimées|las opiniones expresadas|"
    r"(?:you must|to|in order to) (?:be )?(?:log(?:ged)?|sign(?:ed)?) in to (?:post|leave|comment)|(?:um|hier) .{0,20}kommentieren zu können|"
    r"(?:book|request|schedule|get) (?:a|your) (?:free )?(?:\w+ )?(?:demo|consultation|quote|trial)\b|start (?:your |a )?free\b|"
    r"(?:buy|view|see|check|shop)(?: it| now| prices?)* (?:on|at|from) (?:amazon|walmart|ebay|etsy|target|rei|best buy)\b|check (?:the )?(?:latest |current )?prices?\b|"
    r"(?:this|our|some) (?:\w+ )?(?:post|article|page|site|website|links)s? .{0,30}affiliate|as an amazon associate|disclosure ?:|"
    r"thank(?:s| you) for (?:your feedback|subscribing|signing up|reading|watching|listening|visiting)\b|was this (?:\w+ )?(?:article|page|post|guide|information) helpful|"
    r"read (?:the|our) (?:full |complete )?(?:\w+ ){0,3}(?:review|story)$|"
    r"join our|download (?:the|our)|watch ?:|listen ?:|email address|your email|"
    r"advertisement|(?:story|article) continues|share (?:on|via|to|with) |have (?:a|any) (?:tip|question|comment)s?\b|loading|"
    r"jetzt (?:anmelden|abonnieren)|inscrivez vous|abonnez|suscríbe|assine|iscriviti|подпишитесь|اشترك|订阅|購読|구독)"
)
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

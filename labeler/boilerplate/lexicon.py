"""Words that the furniture of sites talks in: what a line of prose is about that is no article.

A notice about cookies, a call to sign up, the rules for comments and a note on the author are prose like an article's. What they
say differs. Words are compared by their first six letters, as `glyphs` numbers them, so that inflected forms meet; of scripts
without spaces every pair of signs counts. A word proves nothing: articles are written about privacy, too. The trees weigh it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.boilerplate.characters import Characters
from labeler.boilerplate.glyphs import glyphs_of
from labeler.boilerplate.signals import Sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from labeler.boilerplate.glyphs import Glyphs
    from labeler.boilerplate.signals import Columns

    Floats = NDArray[np.float64]
    Hashes = NDArray[np.uint64]

_CONSENT: Final = """
cookie cookies privacy consent gdpr tracking tracker browser javascript device devices vendors identifiers personalised personalized
personal preferences settings datenschutz datenverarbeitung einwilligung zustimmen zustimmung akzeptieren privatsphäre einstellungen
confidentialité consentement traceurs navigateur personnelles accepter privacidad consentimiento navegador aceptar preferencias
riservatezza consenso accetta privacidade consentimento navegador aceitar toestemming accepteren voorkeuren gizlilik çerez çerezler
tarayıcı prywatności ciasteczka zgoda przeglądarka конфиденциальности куки браузер согласие sekretess samtycke kakor evästeet
sīkdatnes slapukai soukromí süti adatvédelem הפרטיות עוגיות الخصوصية الارتباط隐私 同意 浏览器 クッキー プライバシー 쿠키 개인정보 कुकीज़ गोपनीयता
"""
_LEGAL: Final = """
copyright rights reserved reproduced reproduction permission permitted terms conditions disclaimer licence license licensed trademark
trademarks liability liable guidelines republished redistributed rechte vorbehalten impressum haftung urheberrecht nutzungsbedingungen
droits réservés reproduction mentions légales derechos reservados reproducción términos condiciones diritti riservati riproduzione
direitos reservados reprodução termos rechten voorbehouden hakları saklıdır kullanım prawa zastrzeżone права защищены перепечатка
материалов حقوق محفوظة זכויות שמורות 版权 转载 声明 責任 著作権 無断 転載 저작권 무단 전재 재배포 सर्वाधिकार
"""
_SIGNUP: Final = """
newsletter newsletters subscribe subscribed subscriber subscribers subscription unsubscribe login logged register registered registration
account accounts password username inbox download membership member members premium paywall trial sign email anmelden anmeldung
registrieren abonnieren abonnenten abo konto passwort kostenlos benutzername abonnez abonnement abonnés inscrire inscription connecter
connexion compte gratuit suscríbete suscripción suscriptor regístrate registrarse cuenta contraseña gratis boletín iscriviti
abbonati abbonamento registrati accedi assine assinante assinatura cadastro entrar senha nieuwsbrief abonneren inloggen
abone kaydol giriş şifre bülten zapisz subskrybuj zaloguj hasło подписаться подписка войти пароль рассылка зарегистрироваться
prenumerera logga اشترك تسجيل النشرة הירשמו התחברות 订阅 登录 注册 会员 購読 登録 ログイン 会員 구독 로그인 회원 सब्सक्राइब
"""
_COMMENT: Final = """
comment comments commenter commenters commented commenting reply replies replied respond responses moderated moderation moderator
moderators trackback trackbacks pingback spam anonymous guest posted posts thread forum forums says flag kommentar kommentare
kommentieren antworten antwort beitrag beiträge schrieb schreibt gast commentaire commentaires commenter répondre réponse réponses
modération écrit comentario comentarios responder respuesta respuestas moderación escribió commento commenti rispondi risposta
comentário comentários resposta reacties reageren beantwoorden yorum yorumlar yorumu cevap komentarz komentarze odpowiedz
комментарий комментарии комментировать ответить модерация kommentarer svara تعليق تعليقات الرد תגובה תגובות הגב 评论 回复 网友 留言 跟贴
コメント 返信 投稿 댓글 답글 टिप्पणी
"""
_SOCIAL: Final = """
twitter facebook instagram linkedin youtube tiktok whatsapp pinterest telegram reddit tumblr bluesky mastodon flipboard rss share shared
shares sharing follow followers follows like likes tweet tweets folgen teilen partager suivez suivre compartir síguenos seguir condividi
seguici compartilhar siga delen volgen paylaş takip udostępnij поделиться подписывайтесь вконтакте شارك تابعنا 微信 微博 分享 关注 扫码
シェア フォロー 공유 카카오톡 शेयर
"""
_AUTHOR: Final = """
author authors editor editors editorial journalist journalists writer writers writes reporter reporters correspondent columnist founder
contributor contributors freelance bio professor lecturer consultant blogger autor autorin redakteur redakteurin redaktion journalistin
korrespondent auteur autrice rédacteur rédactrice rédaction journaliste chroniqueur redactor redactora periodista autora redattore
redattrice redazione giornalista autore jornalista redator redatora redacteur yazar editör muhabir autorka redaktor dziennikarz
автор редактор журналист корреспондент обозреватель redaktör كاتب محرر صحفي כתב עורך 作者 编辑 记者 责任 責任 編集 記者 ライター 기자 편집 लेखक संपादक
"""
_TRADE: Final = """
buy shop order price prices pricing sale discount offer offers coupon deal deals affiliate affiliates commission commissions demo
webinar podcast podcasts episode tickets booking sponsor sponsors sponsored partner partners advertise advertising advertisers
advertisement ads donate donation donations support kaufen bestellen preis angebot angebote gutschein werbung anzeige spenden
unterstützen acheter commander prix offre publicité soutenez dons comprar oferta ofertas descuento publicidad donar acquista
offerta sconto pubblicità desconto publicidade doar kopen bestellen korting reclame indirim reklam satın kup reklama wsparcie
купить скидка реклама поддержать köp reklam إعلان عرض תרומה פרסומת 广告 购买 优惠 推广 広告 購入 通販 광고 구매 विज्ञापन
"""
_OTHERS: Final = """
related read previous next popular latest trending recommended article articles stories story headlines recent more archive archives
categories category tags tagged artikel ähnliche verwandte nächste vorherige beliebt neueste schlagwörter kategorie kategorien archiv
articles précédent suivant populaires récents catégorie catégories rubrique artículo artículos anterior siguiente recientes categoría
etiquetas articolo articoli precedente successivo recenti categoria artigos próximo recentes artikelen vorige volgende haber haberler
önceki sonraki artykuł artykuły poprzedni następny статья статьи следующая предыдущая читайте рубрика artiklar مقالات المقال السابق
التالي מאמרים כתבות 文章 相关 推荐 阅读 热门 上一 下一 标签 記事 関連 人気 前の 次の 기사 관련 추천 खबरें
"""
_YOU: Final = """
you your yours yourself sie ihr ihre ihren ihnen du dein deine vous votre vos toi usted ustedes tu tus vuestro lei vostro voi você
vocês seu sua jij jouw uw siz sizin sen twój twoje państwo вы вас вам ваш ваши du din dina أنت لك אתה שלך 您 你 あなた 당신 आप आपके
"""
_WE: Final = """
we our ours us wir uns unser unsere unseren nous notre nos nosotros nuestro nuestra nuestros noi nostro nostra nostri nós nosso nossa
wij onze ons biz bizim nasz nasza nasze мы нас нам наш наши vår våra نحن لنا אנחנו שלנו 我们 本站 本网 私たち 当社 弊社 우리 저희 हम हमारे
"""
_WHEN: Final = """
january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
monday tuesday wednesday thursday friday saturday sunday januar februar märz mai juni juli oktober dezember montag dienstag mittwoch
donnerstag freitag samstag sonntag janvier février mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo
abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre
dicembre janeiro fevereiro março maio junho julho setembro outubro dezembro januari februari maart mei augustus ocak şubat mart nisan
mayıs haziran temmuz ağustos eylül ekim kasım aralık stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października
listopada grudnia января февраля марта апреля мая июня июля августа сентября октября ноября декабря am pm uhr
"""
GROUPS: Final = (_CONSENT, _LEGAL, _SIGNUP, _COMMENT, _SOCIAL, _AUTHOR, _TRADE, _OTHERS, _YOU, _WE, _WHEN)
"""What the words are about; a word may be in several."""

SPOKEN: Final = 6 * len(GROUPS)
"""How many numbers a line gets."""

_SHORT: Final = 12
"""Words of a line that is a button or a stamp rather than a sentence."""
_MOST: Final = 6.0
_FAR: Final = 40


def add_spoken(columns: Columns, glyphs: Glyphs, words: Floats) -> None:
    """Adds, of each group: how many of its words a line and the lines around it hold, and short lines near and before it.

    Args:
        columns: what they are added to: `SPOKEN` signals.
        glyphs: the words of the lines.
        words: how many words each line has.
    """
    count = _counts(glyphs, len(words))
    own, short = np.minimum(count, _MOST), words <= _SHORT
    sums = Sums(np.concatenate([own, (own > 0) & short, words[None, :]]))
    columns.add(own, count / np.maximum(words, 1))
    for wide in (2, 8):
        near = sums.within(wide)
        columns.add(10 * near[: len(GROUPS)] / np.maximum(1, near[-1]))
    columns.add(near[len(GROUPS) : -1], sums.behind(_FAR)[len(GROUPS) : -1])


def _counts(glyphs: Glyphs, lines: int) -> Floats:
    """How many words of each group each line holds: groups x lines."""
    known, member = _lexicon()
    place = np.minimum(np.searchsorted(known, glyphs.word), len(known) - 1)
    told = np.flatnonzero(known[place] == glyphs.word)
    upto = np.zeros((len(GROUPS), len(told) + 1))
    np.cumsum(member[:, place[told]], axis=1, out=upto[:, 1:])
    first = np.searchsorted(glyphs.word_line[told], np.arange(lines + 1))
    return np.asarray(upto[:, first[1:]] - upto[:, first[:-1]])


@cache
def _lexicon() -> tuple[Hashes, Floats]:
    """The numbers of all words, ascending, and of which groups each is: groups x words."""
    groups = [np.unique(glyphs_of(Characters.of([" ".join(group.split())])).word) for group in GROUPS]
    known = np.unique(np.concatenate(groups))
    return known, np.array([np.isin(known, group) for group in groups], dtype=np.float64)

"""Notices about cookies, which stand before or after the article of many captures: prose that speaks to the reader of the site.

An article may be about cookies, too. A notice says so of "this site", of "us" or to "you", or in the standard words of the
Transparency and Consent Framework, which the consent banners of most European sites have in common.
"""

from __future__ import annotations

import re
from typing import Final

_LEAST: Final = 12  # characters
_MOST: Final = 1_500
_SAID: Final = (
    "cookie",
    "çerez",
    "куки",
    "쿠키",
    "クッキー",
    "ارتباط",
    "עוגיות",
    "kakor",
    "eväst",
    "sīkdat",
    "sütik",
    "ciastecz",
)
_NOTICE: Final = re.compile(
    r"(?:(?:this|our|these) (?:web)?(?:sites?|pages?)|\bwe\b|by (?:using|continuing|clicking|accepting)|you (?:agree|consent|accept))[^.]{0,90}\bcookies\b"
    r"|\bcookies\b[^.]{0,60}\b(?:your (?:browser|device|experience|consent|choices|preferences|settings|visit)|you (?:agree|accept|consent|can))\b|(?:accept|reject|allow|manage|consent to)(?: all| the use of)? cookies|cookie (?:banner|consent|preferences)"
    r"|(?:\bwir\b|diese[rs]? (?:web|internet)?(?:seite|site)|unsere[rs]? \w+)[^.]{0,90}cookies|cookies[^.]{0,60}(?:einverstanden|akzeptieren|zustimmen)"
    r"|(?:\bnous\b|\b[cn]e site|notre site|vous acceptez)[^.]{0,90}cookies|cookies[^.]{0,60}\bvo(?:us|tre|s)\b"
    r"|(?:este sitio|esta (?:web|página)|nuestr\w+|\busamos\b|\butilizamos\b|\bacepta\w*)[^.]{0,90}cookies"
    r"|(?:questo sito|nostr[oi] sit[oi]|\busiamo\b|\butilizziamo\b|\baccett\w+)[^.]{0,90}cookie"
    r"|(?:este site|noss[oa] site|\busamos\b|\butilizamos\b|\baceit\w+)[^.]{0,90}cookies"
    r"|(?:deze (?:web)?site|onze (?:web)?site|\bwij\b)[^.]{0,90}cookies"
    r"|(?:den här|denne|dette|vår\w*|vores|\bvi\b)[^.]{0,60}(?:cookies|kakor|informasjonskapsler)"
    r"|çerez\w*[^.]{0,60}kullan|(?:ta strona|nasz\w+|używamy|korzysta\w*|stosujemy)[^.]{0,60}(?:cookies|ciastecz)"
    r"|(?:этот сайт|наш\w* сайт|\bмы\b|сайт использует)[^.]{0,60}(?:cookie|куки)|(?:цей сайт|наш\w* сайт|\bми\b)[^.]{0,60}cookie"
    r"|(?:tyto|tento|naše) (?:stránky|web)[^.]{0,60}cookies|sütiket használ|(?:tämä|käytämme)[^.]{0,40}eväst|(?:šajā|šī|lapā|portālā)[^.]{0,60}sīkdat"
    r"|ملفات (?:تعريف )?الارتباط[^.]{0,60}(?:موقعنا|تجربتك|نستخدم)|نستخدم[^.]{0,40}ارتباط|(?:אתר זה|אנו)[^.]{0,60}עוגיות"
    r"|(?:本网站|本站|我们)[^。]{0,30}cookie|(?:当サイト|当社|本サイト)[^。]{0,40}(?:cookie|クッキー)|(?:사이트|당사)[^.]{0,40}(?:쿠키|cookie)"
)
_DEVICE: Final = (
    "device",
    "gerät",
    "terminal",
    "dispositiv",
    "apparaat",
    "geoloc",
    "standortdaten",
    "personali",
)
_FRAMEWORK: Final = re.compile(
    r"store and/or access information on a device|precise geolocation|(?:through|by) device scanning|device characteristics"
    r"|personali[sz]ed (?:ads|advertising)(?: and content)?,|similar online identifiers|content can be personali[sz]ed based on your profile"
    r"|informationen auf (?:einem|ihrem) (?:end)?gerät|genaue standortdaten|personalisierte (?:werbung|anzeigen)(?: und inhalte)?,"
    r"|informations sur un (?:appareil|terminal)|données de géolocalisation précises|publicités et contenus? personnalisés"
    r"|información en un dispositivo|datos de localización geográfica precisa|anuncios y contenido personalizados"
    r"|informazioni su un dispositivo|dati di geolocalizzazione precisi|pubblicità e contenuti personalizzati"
    r"|informações num dispositivo|dados de geolocalização precisos|publicidade e conteúdos personalizados"
    r"|informatie op een apparaat|precieze geolocatiegegevens|gepersonaliseerde (?:advertenties|reclame)(?: en content)?,"
)


def asks_for_consent(text: str) -> bool:
    """Whether a line tells readers of a site about its cookies, or asks them to accept these."""
    if not _LEAST <= len(text) <= _MOST:
        return False
    folded = text.casefold()
    if any(map(folded.__contains__, _SAID)) and _NOTICE.search(folded):
        return True
    return any(map(folded.__contains__, _DEVICE)) and _FRAMEWORK.search(folded) is not None

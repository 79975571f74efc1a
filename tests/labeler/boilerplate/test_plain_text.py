from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from labeler.boilerplate.plain_text import strip_text
from labeler.boilerplate.vectors import COLUMNS
from labeler.trees import Trees

if TYPE_CHECKING:
    from labeler.boilerplate.stripped import Stripped

HEADLINE = "Tarnby lighthouse to be lit again after nine dark winters"
BODY = [
    "The lighthouse at Tarnby will be lit again in November, nine winters after its lamp failed, the coast guard said.",
    "Keeper Nora Quist, who has tended the tower alone since 2022, will switch on the new lamp with her daughter.",
    "The repair cost four million crowns, half of which the town of Tarnby raised by selling slices of the old lens.",
    "“Ships found their way without us,” Quist said. “But the town did not find its way home quite as well.”",
    "Fishermen had asked the coast guard for years to mend the lighthouse, as fog hides the rocks off Tarnby in winter.",
    "The new lamp burns a tenth of the power of the old one and can be seen from a distance of thirty kilometres.",
]
OTHER_HEADLINE = "Bakers win the right to open before dawn"
OTHER = [
    "Bakers in Velm may fire up their ovens at three in the morning, the council decided on Monday after a long debate.",
    "Residents had complained about delivery vans and the smell of yeast, which some of them described as unbearable.",
    "The council set a limit of two vans a street and promised to measure the noise with new machines next spring.",
    "The guild of bakers thanked the council and announced free rolls for all who are awake at that hour.",
]


def reasons(stripped: Stripped) -> dict[str, str]:
    return {stripped.text[b.start : b.end]: b.reason for b in stripped.blocks}


def kept(stripped: Stripped) -> list[str]:
    return [stripped.text[b.start : b.end] for b in stripped.blocks if b.kept]


def test_menu_headlines_before_and_a_signature_after_are_dropped() -> None:
    menu = [x for n in range(40) for x in ("-", f"Minister visits village number {n} and praises its pond")]
    stripped = strip_text("\n".join([*menu, HEADLINE, *BODY, "N.Quist--TC"]))
    assert kept(stripped) == [HEADLINE, *BODY]
    assert stripped.title == HEADLINE
    assert stripped.main_text == "\n".join([HEADLINE, *BODY])
    why = reasons(stripped)
    assert why["Minister visits village number 3 and praises its pond"] == "menu headline"
    assert why["-"] == "separator"
    assert why[HEADLINE] == "headline"
    assert why["N.Quist--TC"] == "byline"


def test_a_second_article_pasted_below_is_dropped() -> None:
    head = [
        HEADLINE,
        "",
        "The tower at dusk. (Photo: N. Quist)",
        "Updated 3 November 2031",
        "Follow",
        "",
        HEADLINE,
        "",
    ]
    other = [
        "",
        "",
        "",
        "",
        OTHER_HEADLINE,
        "",
        "Updated 7 sec ago",
        "Follow",
        "",
        OTHER_HEADLINE,
        "",
        *OTHER,
    ]
    stripped = strip_text("\n".join([*head, *BODY, *other]))
    assert kept(stripped) == [HEADLINE, *BODY]
    assert {reasons(stripped)[x] for x in OTHER} == {"another article"}


def test_bullets_that_the_text_repeats_are_a_summary() -> None:
    bullet = f"  • {BODY[2]}"
    stripped = strip_text("\n".join([HEADLINE, "", bullet, "", *BODY]))
    assert kept(stripped) == [HEADLINE, *BODY]
    assert reasons(stripped)[bullet.strip()].startswith("summary")


@pytest.mark.parametrize(
    "sign", ["Related Articles", "Comments", "Hashtags", "Mehr zum Thema", "À lire aussi"]
)
def test_teasers_after_a_sign_of_the_end_are_dropped(sign: str) -> None:
    teasers = ["Velm Daily", "2 hours ago", "- Velm Daily", OTHER_HEADLINE, " ".join(OTHER)]
    stripped = strip_text("\n".join([HEADLINE, *BODY, sign, "", *teasers, "", *teasers]))
    assert kept(stripped) == [HEADLINE, *BODY]


def test_a_link_in_the_middle_does_not_end_the_article() -> None:
    lines = [HEADLINE, *BODY[:3], f"Read also: {OTHER_HEADLINE}", "Advertisement", *BODY[3:]]
    stripped = strip_text("\n".join(lines))
    assert kept(stripped) == [HEADLINE, *BODY]
    assert reasons(stripped)[f"Read also: {OTHER_HEADLINE}"] == "link to another article"


@pytest.mark.parametrize(
    ("headline", "told", "between"),
    [
        (
            "Fire damages old mill in Vasby",
            [
                "A fire broke out in the old mill of Vasby early on Monday and destroyed its roof, the fire brigade said.",
                "Nobody was hurt. The building had been empty since 2011 and was to become a museum.",
                "Police are looking for two teenagers who were seen near the mill shortly before the fire.",
            ],
            ["Advertisement", "Read also: Ferry to Orrin sails again"],
        ),
        (
            "Feuer zerstört alte Mühle in Vasby",
            [
                "In der alten Mühle von Vasby ist am Montag ein Feuer ausgebrochen. Das Dach wurde zerstört, teilte die Feuerwehr mit.",
                "Verletzt wurde niemand. Das Gebäude stand seit 2011 leer und sollte ein Museum werden.",
                "Die Polizei sucht zwei Jugendliche, die kurz vor dem Brand an der Mühle gesehen wurden.",
            ],
            ["Foto: Nora Quist", "Lesen Sie auch: Fähre nach Orrin fährt wieder"],
        ),
        (
            "İzmir'de eski değirmen yandı",
            [
                "İzmir'in Urla ilçesindeki eski değirmende pazartesi sabahı yangın çıktı. İtfaiye çatının çöktüğünü bildirdi.",
                "Yangında ölen ya da yaralanan olmadı. Bina 2011 yılından beri boştu ve müze olacaktı.",
                "Polis, yangından kısa süre önce değirmenin yanında görülen iki genci arıyor.",
            ],
            ["Reklam", "İlgili Haber: Muğla'da sıcak hava uyarısı"],
        ),
    ],
)
def test_labels_of_ads_links_and_credits_do_not_part_a_short_item(
    headline: str, told: list[str], between: list[str]
) -> None:
    lines = ["Menu", "Sport", headline, told[0], between[0], told[1], between[1], told[2], "", "Sport 2"]
    stripped = strip_text("\n".join(lines))
    assert kept(stripped) == [headline, *told]
    why = reasons(stripped)
    assert {why[each] for each in between} <= {"button or notice", "link to another article", "caption"}
    assert [stripped.text[block.start : block.end] for block in stripped.blocks] == list(filter(None, lines))


def test_a_time_stamp_alone_after_the_end_is_dropped() -> None:
    assert kept(strip_text("\n".join([HEADLINE, "", *BODY, "Today"]))) == [HEADLINE, *BODY]


def test_subheadings_stay() -> None:
    lines = [HEADLINE, *BODY[:3], "A lamp for the poor", *BODY[3:]]
    stripped = strip_text("\n".join(lines))
    assert kept(stripped) == lines
    assert reasons(stripped)["A lamp for the poor"] == "subheading"


def test_a_title_known_from_elsewhere_names_the_article() -> None:
    text = "\n".join([OTHER_HEADLINE, *OTHER, "Related Articles", "1 hour ago", HEADLINE, *BODY])
    assert strip_text(text).title == OTHER_HEADLINE
    assert strip_text(text, HEADLINE).title == HEADLINE
    assert kept(strip_text(text, HEADLINE))[-len(BODY) :] == BODY


def test_hard_wrapped_text_is_judged_by_paragraphs() -> None:
    words, lines, line = " ".join(BODY).split(), [], ""
    for word in words:
        if len(line) + len(word) > 66:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    lines.append(line)
    stripped = strip_text(
        "\n".join(["Home | Harbour | Sport | Weather", "", HEADLINE, "", *lines, "", "Back to top"])
    )
    assert kept(stripped) == [HEADLINE, *lines]


SCRIPTS = {
    "zh": (
        "港口灯塔时隔九年重新点亮",
        "海岸警卫队周二宣布，塔恩比灯塔将于十一月重新点亮，这座灯塔的灯已经熄灭了九个冬天。",
        "灯塔看守人说，新灯的耗电量只有旧灯的十分之一，三十公里以外也能看见它的光。“船没有我们也能找到路。”她说。",
        "修理灯塔花费四百万克朗，其中一半由塔恩比镇居民捐款。渔民多年来一直要求修复灯塔。",
        ["首页", "登录", "分享到"],
        ["相关阅读", "面包师获准黎明前开门", "3小时前"],
    ),
    "ja": (
        "灯台に九年ぶりの明かり",
        "海上保安庁は火曜日、タルンビー灯台が十一月に再び点灯すると発表した。灯台の明かりは九年前に消えていた。",
        "灯台守は「船は私たちがいなくても道を見つけた」と話した。新しい明かりは三十キロ先からも見えるという。",
        "修理の費用は四百万クローネで、半分は町の住民が出した。漁師たちは長年、灯台の修理を求めていた。",
        ["ホーム", "ログイン", "シェア"],
        ["関連記事", "パン屋の早朝営業が可能に", "2時間前"],
    ),
    "th": (
        "ประภาคารกลับมาส่องแสงอีกครั้งหลังเก้าปี",
        "หน่วยยามฝั่งประกาศเมื่อวันอังคารว่าประภาคารทาร์นบีจะกลับมาส่องแสงอีกครั้งในเดือนพฤศจิกายน หลังจากดับไปนานถึงเก้าปี",
        "ผู้ดูแลประภาคารกล่าวว่าหลอดไฟใหม่ใช้ไฟฟ้าเพียงหนึ่งในสิบของหลอดเดิม และมองเห็นแสงได้ไกลถึงสามสิบกิโลเมตรจากชายฝั่ง",
        "การซ่อมแซมใช้เงินสี่ล้านโครน ซึ่งครึ่งหนึ่งมาจากชาวเมือง ชาวประมงเรียกร้องให้ซ่อมประภาคารมานานหลายปีแล้ว",
        ["หน้าแรก", "ค้นหา", "แชร์"],
        ["ข่าวที่เกี่ยวข้อง", "ร้านขนมปังเปิดก่อนรุ่งสาง"],
    ),
    "ar": (
        "منارة ترنبي تضيء من جديد بعد تسعة أعوام",
        "أعلن خفر السواحل يوم الثلاثاء أن منارة ترنبي ستضيء من جديد في نوفمبر، بعد تسعة أعوام من انطفاء مصباحها القديم.",
        "وقالت حارسة المنارة إن المصباح الجديد يستهلك عُشر الطاقة التي كان يستهلكها القديم، ويمكن رؤيته من مسافة ثلاثين كيلومترا.",
        "وبلغت كلفة الإصلاح أربعة ملايين كرونة، جمع سكان بلدة ترنبي نصفها. هل كان الصيادون ينتظرون هذا اليوم منذ أعوام؟",
        ["الرئيسية", "بحث", "مشاركة"],
        ["مقالات ذات صلة", "الخبازون يفتحون قبل الفجر", "قبل ساعتين"],
    ),
    "he": (
        "המגדלור בטרנבי יואר שוב אחרי תשע שנים",
        "משמר החופים הודיע ביום שלישי כי המגדלור בטרנבי יואר שוב בנובמבר, תשע שנים אחרי שכבה הפנס הישן שלו.",
        "שומרת המגדלור אמרה כי הפנס החדש צורך עשירית מהחשמל של הפנס הישן, וכי אפשר לראות אותו ממרחק של שלושים קילומטרים.",
        "התיקון עלה ארבעה מיליון כתרים, ותושבי טרנבי אספו את מחציתם. הדייגים ביקשו במשך שנים לתקן את המגדלור.",
        ["ראשי", "חיפוש", "שיתוף"],
        ["כתבות נוספות", "האופים יפתחו לפני עלות השחר", "לפני שעתיים"],
    ),
    "hi": (
        "नौ साल बाद फिर जलेगा टार्नबी का प्रकाशस्तंभ",
        "तटरक्षक बल ने मंगलवार को बताया कि टार्नबी का प्रकाशस्तंभ नवंबर में फिर से जलाया जाएगा, जिसका दीपक नौ साल पहले बुझ गया था।",
        "प्रकाशस्तंभ की रखवाली करने वाली महिला ने कहा कि नया दीपक पुराने की तुलना में दसवां हिस्सा बिजली लेता है और तीस किलोमीटर से दिखता है।",
        "मरम्मत पर चालीस लाख क्राउन खर्च हुए, जिसका आधा हिस्सा टार्नबी के लोगों ने दिया। मछुआरे कई साल से इसकी मांग कर रहे थे।",
        ["होम", "खोजें", "शेयर करें"],
        ["यह भी पढ़ें", "बेकरी भोर से पहले खुलेंगी", "2 घंटे पहले"],
    ),
}


@pytest.mark.parametrize("language", sorted(SCRIPTS))
def test_scripts(language: str) -> None:
    headline, one, two, three, before, after = SCRIPTS[language]
    article = [headline, one, two, three]
    assert kept(strip_text("\n".join([*before, *article, *after]))) == article


@pytest.mark.parametrize("text", ["", "   ", "\n\r\n\r", "\x00", "\u200b", "-\n-\n-"])
def test_nothing_to_find(text: str) -> None:
    stripped = strip_text(text)
    assert stripped.main_text == ""
    assert stripped.title is None
    assert {b.reason for b in stripped.blocks} <= {"no article found"}


def test_a_list_of_links_holds_no_article() -> None:
    stripped = strip_text("\n".join(f"Minister visits village number {n}" for n in range(60)))
    assert {b.reason for b in stripped.blocks} == {"no article found"}
    assert not any(b.kept for b in stripped.blocks)


def one_leaf(value: float) -> Trees:
    """A model that says the same of every line."""
    one = np.zeros(1, dtype=np.int32)
    bound = np.full(1, np.inf, dtype=np.float32)
    return Trees(one, bound, one, one, np.array([value], dtype=np.float32), one, 0.0, COLUMNS, 0.0)


def test_another_model_can_take_the_place_of_the_shipped_one() -> None:
    text = "\n".join(["Home", HEADLINE, *BODY])
    assert strip_text(text, trees=one_leaf(5.0)).main_text == text
    # A model that drops everything is not followed: then the rules decide.
    assert strip_text(text, trees=one_leaf(-5.0)).main_text.startswith(HEADLINE)


@pytest.mark.parametrize(
    "text",
    [
        "one word after another. " * 200_000,
        "x" * 5_000_000,
        "港口" * 2_000_000,
        "A link to a page\n" * 200_000,
        "\n".join(
            f"Paragraph {n} tells of a lighthouse, a keeper and a lamp that failed." for n in range(200_000)
        ),
        "3 hours ago\r" * 100_000,
        "\x00\x01\x02" * 500_000,
        ". " * 1_000_000,
    ],
    ids=["long line", "long word", "long han", "many links", "many paragraphs", "stamps", "control", "dots"],
)
def test_huge_texts_take_seconds_at_most(text: str) -> None:
    start = time.process_time()  # work done, whatever else the machine does meanwhile
    strip_text(text)
    # About one second on a desk; the bound leaves room for slow machines and still shows what is not linear.
    assert time.process_time() - start < 30


@pytest.mark.parametrize("language", sorted(SCRIPTS))
def test_stripping_the_main_text_again_changes_nothing(language: str) -> None:
    headline, one, two, three, before, after = SCRIPTS[language]
    once = strip_text("\n".join([*before, headline, one, two, three, *after])).main_text
    assert strip_text(once).main_text == once


def test_a_single_paragraph_below_the_page_s_title_is_an_article() -> None:
    menu = [f"Weather and roads in district {number} this week" for number in range(40)]
    headline = "Nora Quist wins Lens Prize 2031"
    item = "Tarnby (dpa) - Nora Quist has won the Lens Prize for her pictures of the lighthouse."
    lines = [f"{headline} - Quay News", *menu, headline, "3 November 2031, 19:16", item, *menu]
    assert kept(strip_text("\n".join(lines))) == [headline, item]


@pytest.mark.parametrize(
    "notice",
    [
        "On this website we use cookies and similar functions to process end device information and personal data.",
        "Diese Website verwendet Cookies. Wenn Sie weiterlesen, sind Sie damit einverstanden.",
        "Nous utilisons des cookies pour mesurer l’audience de notre site et vous proposer des contenus adaptés.",
        "Utilizamos cookies propias y de terceros para mejorar su navegación por este sitio.",
        "本网站使用Cookie以改善您的浏览体验。",
    ],
)
def test_a_notice_about_cookies_above_the_article_is_no_article(notice: str) -> None:
    framework = [
        "Store and/or access information on a device",
        (
            "Cookies, device or similar online identifiers (e.g. login-based identifiers, randomly assigned identifiers, network based "
            "identifiers) together with other information can be stored or read on your device to recognise it each time it connects."
        ),
        "Precise geolocation data, and identification through device scanning",
        "Precise geolocation and information about device characteristics can be used.",
        "Personalised advertising and content, advertising and content measurement, audience research and services development",
        (
            "Advertising and content can be personalised based on your profile. Your activity on this service can be used to "
            "build or improve a profile about you for personalised advertising and content. Reports can be generated based on your "
            "activity and those of others."
        ),
    ]
    menu = [f"District {number}" for number in range(30)]
    above = [f"{HEADLINE} - Quay News", notice, *framework, "Save + Exit", *menu]
    stripped = strip_text("\n".join([*above, HEADLINE, "Nora Quist", "Share", "Add a comment", *BODY]))
    assert kept(stripped) == [HEADLINE, *BODY]


def test_an_article_about_cookies_is_no_notice() -> None:
    story = [
        "Judges in Tarnby told a shop on Monday to stop storing cookies on the computers of customers who had not agreed.",
        "The shop had placed ninety cookies before anybody could say no, a watchdog found after two years of tests.",
        "A lawyer of the shop said that cookies were needed for the basket, and that the ruling would cost millions.",
    ]
    assert kept(strip_text("\n".join(["Shop must ask before it stores cookies", *story])))[1:] == story

"""Pasted texts come out as a sensible editor would have read them.

Each table says what an editor expects of one text: a line a field, then a line a block
of the body, long ones by their first and last words.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from pamphlet.model import (
    Block,
    Box,
    Divider,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Preformatted,
    PullQuote,
    Quotation,
    Slogan,
    Statement,
    When,
    plain,
)
from pamphlet.reading import read_statement

CASES = Path(__file__).parent / "cases" / "reading"


def told(statement: Statement) -> str:
    """Return a statement as a table: fields, then blocks."""
    return "\n".join([*_fields(statement), "", *_outline(statement.body)])


def _fields(statement: Statement) -> list[str]:
    call, contact, image = statement.call_to_action, statement.contact, statement.image
    found = [
        ("lang", statement.lang),
        ("kicker", statement.kicker),
        ("issuer", statement.issuer),
        ("title", statement.title),
        ("subtitle", statement.subtitle),
        ("byline", statement.byline),
        ("place", statement.place),
        ("date", _when(statement.date)),
        ("credit", statement.credit),
        *(("slogan", slogan) for slogan in statement.slogans),
    ]
    if call:
        parts = (call.what, _when(call.when), call.time, call.place, call.more)
        found.append(("call", " | ".join(part or "-" for part in parts)))
    if contact:
        names = ("label", "name", "address", "web", "email", "phone", "note")
        found.append(
            ("contact", " | ".join(f"{n}: {t}" for n in names if (t := getattr(contact, n))))
        )
    if image:
        found.append(("image", " | ".join((image.src.name, image.alt, image.credit))))
    found += [("imprint", line) for line in statement.imprint.lines]
    return [f"{name:8} {' '.join(text.split())}" for name, text in found if text]


def _when(when: When | None) -> str:
    if when is None:
        return ""
    return f"{when.text} = {when.day}" if when.day else when.text


def _outline(blocks: tuple[Block, ...], indent: str = "") -> list[str]:
    return [indent + line for block in blocks for line in _block(block)]


def _block(block: Block) -> list[str]:
    match block:
        case Paragraph():
            return [f"¶ {_ends(plain(block.runs))}"]
        case Heading():
            return [f"{'#' * block.level} {plain(block.runs)}"]
        case PullQuote() | Slogan():
            return [f"{type(block).__name__}: {plain(block.runs)}"]
        case Figure():
            return [f"[{block.image.src.name}] {block.image.credit}"]
        case Preformatted():
            return [f"code: {_ends(block.text)}"]
        case Divider():
            return ["---"]
        case Quotation():
            return _outline(block.blocks, "> ")
        case Box():
            return [f"box: {block.title}", *_outline(block.blocks, "| ")]
        case Listing():
            return [
                line for number, item in enumerate(block.items) for line in _item(block, number)
            ]
    raise AssertionError(block)


def _item(listing: Listing, number: int) -> list[str]:
    mark = f"{listing.start + number}. " if listing.ordered else "- "
    first, *others = _outline(listing.items[number]) or ["¶ "]
    return [mark + first.removeprefix("¶ "), *("  " + line for line in others)]


def _ends(text: str) -> str:
    """Return a long text by its first and last words; "/" is a line end that was kept."""
    words = text.replace("\n", " / ").split()
    return " ".join(words if len(words) <= 10 else [*words[:4], "…", *words[-3:]])


EXPECTED = {
    "en-crossing.txt": """
        lang     en
        kicker   FOR IMMEDIATE RELEASE
        issuer   Harbour Lane Parents' Group
        title    NINE WEEKS WITHOUT A CROSSING ARE NINE TOO MANY
        byline   By Imani Holt and Petra Lindow
        place    Ferrowby
        date     3 March 2027 = 2027-03-03
        slogan   Lights on at Harbour Lane
        slogan   No child waits for a part
        call     Public meeting | Thursday, 11 March 2027 = 2027-03-11 | 7 p.m. | Seamen's Hall, 12 Quay Street | Children are welcome.
        contact  name: Harbour Lane Parents' Group | address: 12 Quay Street, Ferrowby | email: lane@harbourlane.example | phone: 0555 0147
        imprint  Printed and published by Harbour Lane Parents' Group, 12 Quay Street, Ferrowby

        ¶ Since the lights at … date was given.
        ¶ We have counted. On … school after Easter.
        ¶ We demand:
        - the lights are repaired before the end of term
        - a warden stands at the crossing until they are
        - the speed limit is 20 from seven to seven
        ¶ The council has had our letter for 41 days.
        """,
    "en-wash-house.txt": """
        lang     en
        issuer   Tanner Street Wash-house Users' Committee
        title    The wash-house stays warm
        date     12 April 2027 = 2027-04-12
        credit   Photo: Leon Marsh
        slogan   Warm water is not a luxury
        call     Come to the wash-house | Saturday, 15 May = 2027-05-15 | 10 a.m. to 4 p.m. | - | -
        contact  web: www.washhouse.example | phone: 0555 0158
        imprint  Printed by the users themselves, 8 Tanner Street, Easterhope

        ¶ For eighty years the … nobody is looking.
        ## Who comes
        ¶ Four machines, two mangles … households a week.
        > ¶ I do not come … minutes beside it.
        ## What we ask
        1. Keep the boiler on … is paid for.
        2. Open on Sundays, when people have time.
        3. Let the users' committee hold a key.
        ¶ On 5 April, at … and one neighbour.
        """,
    "en-bins.txt": """
        lang     en
        title    The bins of Weir Street are full by Tuesday

        ¶ They are emptied on … what gulls do.
        ¶ In 2019 there were … the new benches.
        ¶ On Monday, 8 March … a further report.
        ¶ 3. It recommends, on … it would stand.
        ¶ Please write to the … line is enough.
        """,
    "en-soup.txt": """
        lang     en
        title    Soup for whoever comes
        call     - | Every Wednesday | 6 p.m. | parish hall, Garnet Street | -

        ¶ Bring a bowl if … for anything else.
        """,
    "en-ramp.md": """
        lang     en
        issuer   Station Access Group
        title    The ramp is finished. The door is not.
        place    Easterhope
        date     1 June 2027 = 2027-06-01
        slogan   Doors for all.
        call     Join us on the ramp | on Friday, 11 June = 2027-06-11 | at 8 a.m. | with a tape measure | -
        contact  name: Station Access Group | address: The Hut, Cinder Lane 3 | email: access@ramp.example
        imprint  Promoted by the Station Access Group, The Hut, Cinder Lane 3, Easterhope.

        ¶ Forty centimetres decide who … onto the ramp.
        ## What was built
        1. A ramp, for £212,000.
        2. A handrail, on one side.
        3. A sign that asks … up eleven steps.
        ## What is missing
        ¶ A door.
        """,
    "de-lindenbad.txt": """
        lang     de
        issuer   Bürgerinitiative Lindenbad
        title    Wasser marsch im Lindenbad!
        place    Brunnstedt
        date     den 9. Mai 2027 = 2027-05-09
        credit   Foto: Ilse Varga
        slogan   „Rein ins Becken, raus aus der Sackgasse!“
        call     Wir treffen uns | am Samstag, dem 15. Mai = 2027-05-15 | um 11 Uhr | vor dem Haupteingang am Mühlweg | -
        contact  name: Bürgerinitiative Lindenbad | address: Mühlweg 3, 00143 Brunnstedt | email: post@lindenbad.example | phone: Tel. 0555 0139
        imprint  V.i.S.d.P.:
        imprint  Hanne Kroll
        imprint  Mühlweg 3
        imprint  00143 Brunnstedt

        ¶ Seit dem 1. Oktober … Kilometer, zweimal umsteigen.
        ¶ Am 2. Mai hat … um das Bad.
        ¶ Unsere Forderungen:
        - Das Bad öffnet am 1. Juni.
        - Die Kurse bleiben bezahlbar: 20 Euro, nicht 85.
        - Die Stadt legt die Rechnung vor.
        """,
    "de-linie7.txt": """
        lang     de
        kicker   Offener Brief an den Stadtrat von Brunnstedt
        issuer   Fahrgastbeirat Siedlung Ost
        title    Die Linie 7 fährt nicht mehr. Wir schon.
        date     20.02.2027 = 2027-02-20

        ¶ Sehr geehrte Damen und Herren,
        ¶ seit dem Fahrplanwechsel endet … bis heute niemand.
        ¶ Wir haben an drei … auf 143 Fahrgäste.
        ¶ Darum bitten wir Sie:
        - a) Lassen Sie die … zur Endhaltestelle fahren.
        - b) Stellen Sie am Güterbahnhof ein Dach auf.
        - c) Fragen Sie uns, … alle drei Siedlungen.
        ¶ Mit freundlichen Grüßen
        """,
    "de-rathausuhr.txt": """
        lang     de
        kicker   Pressemitteilung
        issuer   Uhrenfreunde Brunnstedt e. V.
        title    Die Rathausuhr geht nach - und keiner geht hin
        byline   Von Tomas Ferber
        date     3. März 2027 = 2027-03-03
        slogan   DIE ZEIT GEHÖRT ALLEN
        call     Vortrag mit Führung | Sonntag, 14. März = 2027-03-14 | 15 Uhr | Altes Rathaus, Turmzimmer | -
        imprint  Herausgeber: Uhrenfreunde Brunnstedt e. V., Marktplatz 1, 00143 Brunnstedt

        ¶ Um zwölf schlägt es … passt seit 1931.
        ¶ "Die Uhr hat mehr … lang aufgezogen hat.
        ¶ Die Reparatur kostet 1.900 … oder wir alle.
        ¶ Spendenkonto: Uhrenfreunde, DE00 0555 0143 0000 00
        """,
    "fr-halle.txt": """
        lang     fr
        kicker   COMMUNIQUÉ DE PRESSE
        issuer   Collectif des habitués de la Halle aux Grains
        title    Le marché couvert n’est pas à vendre
        byline   Par Solène Mabire
        date     Le 3 février 2027 = 2027-02-03
        credit   Photo : Yann Kerdiles
        slogan   « La halle est à nous toutes et à nous tous ! »
        call     Rendez-vous | samedi 13 février = 2027-02-13 | à 14 h | place de la Halle | -
        contact  name: Collectif des habitués | address: 3, rue du Plongeoir, Clairvoise | email: halle@collectif.example | phone: 0555 0128
        imprint  Éditeur responsable : Solène Mabire, 3, rue du Plongeoir, Clairvoise. Ne pas jeter sur la voie publique.

        ¶ Depuis 1911, la Halle … dit une cliente.
        ¶ En 2019, la mairie … pour les vendre.
        ¶ Nous demandons :
        - le retrait du projet de vente ;
        - une réunion publique avant le 15 mars ;
        - la publication de l’estimation.
        """,
    "fr-tilleuls.txt": """
        lang     fr
        issuer   L’association des parents d’élèves des Tilleuls
        title    Une classe de moins, trente-deux élèves de trop
        place    Clairvoise
        date     le 8 mars 2027 = 2027-03-08
        slogan   Pas de fermeture aux Tilleuls !
        slogan   Des maîtres, pas des mètres carrés !
        call     Venez à la réunion | le jeudi 18 mars = 2027-03-18 | à 18 h 30 | dans le préau de l’école | On y gardera les enfants.
        contact  label: Renseignements | phone: 0555 0133
        imprint  Imprimé par nos soins – ne pas jeter sur la voie publique

        ¶ L’inspection veut fermer une … Moulin avant l’été.
        ¶ Ce que la fermeture changerait :
        - des classes de trente-deux au lieu de vingt-six ;
        - la fin de l’atelier de lecture du jeudi ;
        - deux niveaux dans une même salle.
        ¶ Le 1er mars, à … notes. Depuis, rien.
        """,
    "es-doce.txt": """
        lang     es
        kicker   COMUNICADO
        issuer   Plataforma Vecinal por el Autobús 12
        title    ¡El 12 no se toca!
        place    Puerto Almenar
        date     5 de marzo de 2027 = 2027-03-05
        slogan   ¡Sin autobús no hay barrio!
        slogan   ¡Ni un paso atrás!
        call     Ven a la asamblea | jueves 11 de marzo = 2027-03-11 | 19:00 h | patio de la calle de la Noria, 14 | -
        contact  label: Más información | web: www.el12sube.example | phone: 0555 0183
        imprint  Edita: Plataforma Vecinal por el Autobús 12, calle de la Noria, 14, Puerto Almenar

        ¶ El autobús 12 sube … barriada al trabajo.
        ¶ El Ayuntamiento quiere suprimirlo … una sola parada.
        ¶ Exigimos:
        1. Que el 12 siga subiendo hasta el mirador.
        2. Que pase cada 15 minutos, no cada 40.
        3. Que se publique el recuento completo.
        """,
    "es-fuente.md": """
        lang     es
        kicker   Barrio del Molino
        issuer   Asociación de Vecinas del Molino
        title    La fuente vuelve a tener agua
        date     21 de junio de 2027 = 2027-06-21
        credit   Foto de Nuria Bastán
        slogan   El agua es de quien la bebe.
        call     Acude | el domingo 27 de junio = 2027-06-27 | a las 12:00 | a la plaza del Molino y trae un cubo | -
        contact  email: hola@lafuente.example

        ¶ Durante once años la … cuarto de primaria.
        ## Lo que falta
        - Un banco a la sombra.
        - Una llave para cerrar el grifo en enero.
        - Un cartel que diga quién la paga.
        > ¶ «Aquí lavó mi abuela … hoy mi sandía.»
        """,
    "ar-garden.txt": """
        lang     ar
        issuer   جمعية أصدقاء حديقة النهر
        title    الحديقة ليست موقفًا للسيارات
        date     ٣ فبراير ٢٠٢٧ = 2027-02-03
        credit   تصوير: ليلى حدّاد
        slogan   الحديقة لنا جميعًا!
        call     انضموا إلى اللقاء | السبت ١٣ فبراير = 2027-02-13 | الساعة ٥ مساءً | أمام بوابة الحديقة | -
        contact  email: garden@river.example | phone: 0555 0121
        imprint  الناشر: جمعية أصدقاء حديقة النهر، شارع النهر ٤، فيلمير

        ¶ منذ خمسين عامًا تجلس … الصيف ظلًّا واحدًا.
        ¶ في عام ٢٠٢٦ زار … أن يكلّموا أحدًا.
        ¶ نطالب بما يلي:
        - سحب مشروع الموقف قبل نهاية الشهر.
        - فتح الحديقة في المساء.
        - نشر الدراسة كاملة.
        """,
    "ar-night-bus.txt": """
        lang     ar
        kicker   بيان صحفي
        issuer   لجنة ركّاب الليل في فيلمير
        title    الحافلة الأخيرة قبل نهاية الوردية
        byline   بقلم سلمى درويش
        place    فيلمير
        date     26 فبراير 2027 = 2027-02-26
        slogan   عمل الليل يحتاج إلى حافلة ليل
        slogan   أعيدوا الخط التاسع
        call     ندعوكم إلى اجتماع عام | يوم الخميس 4 مارس = 2027-03-04 | الساعة 7 مساءً | في قاعة البحّارة | -
        contact  label: للتواصل، البريد الإلكتروني | email: riders@night.example | phone: هاتف: 0555 0119
        imprint  طبع في فيلمير على نفقة اللجنة.

        ¶ في الحادية عشرة وعشر … لا ينقل أحدًا.
        ¶ نطالب مجلس النقل بما يلي:
        - إعادة الخط الليلي في أول أبريل،
        - توقّف الحافلة داخل بوابة المستشفى،
        - نشر أعداد الركّاب كل شهر.
        """,
}


@pytest.mark.parametrize("name", EXPECTED)
def test_pasted_text_is_read_as_an_editor_would(name):
    assert told(read_statement(CASES / name)) == dedent(EXPECTED[name]).strip()


def test_every_text_of_the_folder_has_its_table():
    assert {path.name for path in CASES.iterdir() if path.suffix in (".txt", ".md")} == set(
        EXPECTED
    )

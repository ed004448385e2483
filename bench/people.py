"""Who sits where: the descriptions that administrators type on ports."""

from random import Random

GIVEN = (
    "Aaron Agnes Ahmed Aisha Alan Alice Amara Andre Anna Anton Astrid Ben Bruno Carla Carlos Chen Clara "
    "Daniel David Diana Dmitri Elena Elias Emma Erik Fatima Felix Frank Gloria Grace Hanna Hassan Helen "
    "Henry Hugo Ida Igor Ines Irene Ivan Jack Jana Jorge Julia Kamal Karin Kevin Laura Leila Leon Linda "
    "Lucas Maja Marco Maria Martin Mei Milan Mina Nadia Nils Nora Olga Omar Oscar Paul Petra Priya "
    "Quinn Rahul Rita Robert Rosa Ruth Samir Sara Simon Sofia Sven Tara Theo Tina Tomas Uma Vera Victor "
    "Wanda Wei Yara Yusuf Zoe"
).split()
FAMILY = (
    "Abbott Adler Ahmadi Alvarez Andersen Bailey Banerjee Bauer Becker Berg Bianchi Blake Brandt Brooks "
    "Carter Castillo Chang Cohen Costa Craig Dahl Das Delgado Dietrich Dubois Eriksen Evans Farah "
    "Ferrari Fischer Flores Foster Garcia Gomez Graf Greene Gupta Haas Hall Hansen Hayes Hoffman Hughes "
    "Ibrahim Ito Jansen Jensen Kaya Keller Khan Kim Klein Koch Kowalski Kumar Lang Larsen Lee Lehmann "
    "Lind Lopez Maier Marino Meyer Mills Moreau Moser Murphy Nakamura Nguyen Novak Olsen Ortiz Owens "
    "Park Patel Perez Petrov Pohl Price Quist Ramos Reid Richter Rossi Roth Ruiz Sato Schmidt Silva "
    "Singh Stone Suzuki Tanaka Thomas Torres Vargas Vogel Wagner Walsh Weber Weiss West Wong Wood Yang "
    "Young Zhang Ziegler"
).split()
DEPARTMENTS = (
    "Accounts Admissions Audit Billing Claims Dispatch Estates Facilities Finance HR Legal Library "
    "Marketing Payroll Pharmacy Planning Procurement Quality Reception Records Registry Research Sales "
    "Support Training"
).split()
ROOM_USES = (
    "meeting room",
    "hot desk",
    "training desk",
    "reception desk",
    "lobby",
    "break room",
    "mail room",
)


def occupant(random: Random, room: str, jack: str) -> str:
    """What one hand or another wrote about a desk: most name a person, some the room's use."""
    given, family = random.choice(GIVEN), random.choice(FAMILY)
    return random.choice(
        (
            f"{room} jack {jack} {family}, {given}",
            f"{room} jack {jack} {given} {family}",
            f"{given[0]}.{family} {room} {jack}",
            f"{random.choice(DEPARTMENTS)} {room} {jack} {family}",
            f"{room} {jack} {random.choice(ROOM_USES)}",
        )
    )

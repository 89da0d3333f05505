from __future__ import annotations

from pathlib import Path

from strandline.records import Published

from .builders import DIVERS, FERRY, code, read

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Harbour Gazette</title><link>https://gazette.example</link>
<item><title>Ferry &amp;amp; storm</title><link>https://gazette.example/1</link>
<pubDate>Mon, 03 Mar 2014 10:00:00 +0100</pubDate><author>ann@gazette.example (Ann Writer)</author>
<description>short</description><content:encoded><![CDATA[<p>{FERRY}</p><p>“Two” died.</p>]]></content:encoded></item>
<item><title>Divers</title><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate><description>{DIVERS}</description></item>
<item><title></title><description></description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Coast</title>
<entry><title>Ferry</title><id>tag:1</id><link href="https://coast.example/1"/><author><name>Ben Scribe</name></author>
<published>2014-03-05T10:00:00-03:00</published><updated>2014-04-05T10:00:00Z</updated>
<content type="html">&lt;p&gt;{FERRY}&lt;/p&gt;</content></entry></feed>"""


def test_entries_are_documents(tmp_path: Path) -> None:
    result = read(tmp_path, "news.xml", RSS)
    first, second = result.documents
    assert first.path == "news.xml!/0001"
    assert first.text == f"Ferry & storm\n\n{FERRY}\n\n“Two” died."
    assert (first.title, first.publisher, first.authors) == ("Ferry & storm", "Harbour Gazette", ("Ann Writer",))
    assert first.url == "https://gazette.example/1"
    assert first.published == Published(
        earliest="2014-03-03T10:00:00+01:00", latest="2014-03-03T10:00:00+01:00", basis="sidecar"
    )
    assert second.text == f"Divers\n\n{DIVERS}"
    assert [(refusal.path, refusal.code) for refusal in result.refusals] == [("news.xml!/0003", "no-text")]


def test_the_zero_of_a_clock_is_no_date(tmp_path: Path) -> None:
    result = read(tmp_path, "news.xml", RSS)
    assert result.documents[1].published is None
    assert any("1970" in note for note in result.notes)


def test_an_atom_feed(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "coast.atom", ATOM).documents
    assert document.published is not None
    assert document.published.earliest == "2014-03-05T10:00:00-03:00"
    assert (document.publisher, document.authors, document.url) == ("Coast", ("Ben Scribe",), "https://coast.example/1")


def test_an_entry_keeps_its_id_when_others_are_added(tmp_path: Path) -> None:
    before = read(tmp_path, "a.xml", RSS).documents[0]
    after = read(
        tmp_path, "b.xml", RSS.replace("<item>", "<item><title>New</title><description>x</description></item><item>", 1)
    ).documents[1]
    assert after.text == before.text
    assert after.id == before.id


def test_a_truncated_feed_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    result = read(tmp_path, "a.xml", RSS[: RSS.index("<item><title>Divers")] + "<item><title>Cut")
    assert result.documents[0].title == "Ferry & storm"
    assert any("broken" in note for note in result.notes)


def test_feeds_made_to_do_harm_are_refused(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    bomb += "<rss><channel><title>&b;</title></channel></rss>"
    assert code(read(tmp_path, "a.xml", bomb)) == "xml-entities"
    assert code(read(tmp_path, "b.xml", bomb.encode("utf-16"))) == "xml-entities"
    assert code(read(tmp_path, "c.xml", "<rss><channel></channel></rss>")) == "no-text"
    assert code(read(tmp_path, "d.xml", "<rss><channel><title>x</broken")) == "broken-feed"
    deep = (
        f"<rss><channel><item><title>x</title><description>{'&lt;div&gt;' * 5000}x</description></item></channel></rss>"
    )
    assert [refusal.code for refusal in read(tmp_path, "e.xml", deep).refusals] == ["too-deep"]

from __future__ import annotations

import pytest

from strandline.errors import InputRefused
from strandline.ingest.markup import blocks_of
from strandline.ingest.safe_xml import parse_html, parse_xml


def blocks(markup: str) -> list[str]:
    root = parse_html(markup, path="x.html", nesting=200)
    return [] if root is None else [block.text for block in blocks_of(root)]


def test_blocks_are_what_a_browser_sets_apart() -> None:
    assert blocks("<body>Loose <b>words</b> here<p>One\n  two<div>three</div>four</body>") == [
        "Loose words here", "One two", "three", "four",
    ]  # fmt: skip


def test_line_breaks_and_preformatted_text() -> None:
    assert blocks("<p>Quay Road<br>Marl</p><p>one<br><br>two</p><pre>a  b\n  c</pre>") == [
        "Quay Road\nMarl", "one", "two", "a b\nc",
    ]  # fmt: skip


def test_cells_of_a_row_are_set_apart_by_tabs() -> None:
    rows = "<table><tr><th>Ship<th>Crew</tr><tr><td>Anna</td><td><b>19</b> men</td></tr></table>"
    assert blocks(rows) == ["Ship\tCrew", "Anna\t19 men"]


def test_what_nobody_sees_is_left_out() -> None:
    hidden = "<script>var a</script><style>p{}</style><template><p>t</p></template><p hidden>h</p>"
    hidden += "<div style='display:none'><p>n</p></div><noscript><p>s</p></noscript><!-- c --><button>Go</button>"
    assert blocks(f"{hidden}<p>seen</p>") == ["seen"]


def test_letters_stay_as_they_are() -> None:
    assert blocks("<p>“no”&nbsp;&amp; 👩‍👧 &#x2014; co&shy;operate שלום</p>") == [
        "“no”\N{NO-BREAK SPACE}& 👩‍👧 — cooperate שלום"
    ]


def test_how_much_of_a_block_is_links() -> None:
    root = parse_html("<p>ab <a href='x'>cd</a></p><p>plain</p>", path="x", nesting=50)
    assert root is not None
    assert [block.link_share for block in blocks_of(root)] == [0.5, 0.0]


@pytest.mark.parametrize("depth", [1_500, 10_000])
def test_pages_nested_beyond_reason_are_refused_not_cut_off(depth: int) -> None:
    with pytest.raises(InputRefused) as refused:
        parse_html("<div>" * depth + "words" + "</div>" * depth, path="x", nesting=1_000)
    assert refused.value.code == "too-deep"


def test_pages_nested_within_reason_are_read_whole() -> None:
    root = parse_html("<div>" * 700 + "deep" + "</div>" * 700 + "<p>after</p>", path="x", nesting=1_000)
    assert root is not None
    assert [block.text for block in blocks_of(root)] == ["deep", "after"]


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ('<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>', "xml-entities"),
        ('<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]><d/>', "xml-entities"),
        ('<!DOCTYPE d [<!ENTITY % a "b">]><d/>', "xml-entities"),
        ("<d>" * 300 + "</d>" * 300, "too-deep"),
        ("<d><e></d>", "broken-xml"),
        ("", "broken-xml"),
    ],
)
def test_xml_made_to_do_harm_is_refused(xml: str, code: str) -> None:
    with pytest.raises(InputRefused) as refused:
        parse_xml(xml.encode(), path="x", nesting=200)
    assert refused.value.code == code


def test_a_doctype_alone_is_no_harm() -> None:
    root = parse_xml(b'<!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf><p>x</p></nitf>', path="x", nesting=50)
    assert root.tag == "nitf"

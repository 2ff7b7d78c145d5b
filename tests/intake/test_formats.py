"""Files of every format come out as their words, and what holds no words is refused with the reason."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import BadInput
from archive.reading.formats import read_bytes, show_name
from archive.reading.formats.limits import MAX_FILE_BYTES

SENTENCE = "上半年全区新增普惠托位三百二十个，完成全年任务的64%。"


def pdf(lines: list[str], trailer: str = "", pages: int = 1) -> bytes:
    """A PDF whose font is not embedded but says which characters it draws, as office programs write it."""
    content = "BT /F 12 Tf 50 800 Td 20 TL\n"
    content += "".join(f"<{line.encode('utf-16-be').hex()}> Tj T*\n" for line in lines) + "ET"
    mapping = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    )
    for code in sorted({ord(character) for line in lines for character in line}):
        mapping += f"1 beginbfchar <{code:04X}> <{code:04X}> endbfchar\n"
    mapping += "endcmap end end"
    kids = " ".join(f"{10 + number} 0 R" for number in range(pages))
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        4: f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        5: "<< /Type /Font /Subtype /Type0 /BaseFont /S /Encoding /Identity-H /DescendantFonts [6 0 R] "
        "/ToUnicode 7 0 R >>",
        6: "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /S /DW 1000 /FontDescriptor 8 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        7: f"<< /Length {len(mapping)} >>\nstream\n{mapping}\nendstream",
        8: "<< /Type /FontDescriptor /FontName /S /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 "
        "/Descent -200 /CapHeight 700 /StemV 80 >>",
    }
    for number in range(pages):
        objects[10 + number] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            "/Resources << /Font << /F 5 0 R >> >> >>"
        )
    out, places = b"%PDF-1.4\n", {}
    for number, body in objects.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    size = max(objects) + 1
    table = "".join(
        f"{places[number]:010d} 00000 n \n" if number in places else "0000000000 65535 f \n" for number in range(size)
    )
    end = f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF"
    return out + f"xref\n0 {size}\n{table}{end}".encode()


def word(*paragraphs: str) -> docx.document.Document:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return document


def saved(document: docx.document.Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.txt", "text/plain"), ("a.md", "text/markdown"), (None, "text/plain"), ("a", "text/plain")],
)
def test_text_and_markdown_stay_as_they_are(name: str | None, media_type: str) -> None:
    text = f"## 工作报告\n\n　　{SENTENCE}\n| 甲 | 乙 |\n"
    read = read_bytes(text.encode("gb18030"), name)
    assert (read.text, read.media_type, read.encoding) == (text, media_type, "gb18030")


def test_a_few_lost_characters_are_no_reason_to_refuse_and_are_noted() -> None:
    read = read_bytes(("\ufeff" + SENTENCE * 10 + "\ufffd。\n").encode(), "a.txt")
    assert read.text == SENTENCE * 10 + "\ufffd。\n"
    assert read.notes == ("a byte order mark was dropped", "characters lost before it came here (U+FFFD): 1")


def test_a_text_that_speaks_of_tags_is_no_page() -> None:
    text = f"{SENTENCE}\n网页须有<title>标签。\n"
    assert read_bytes(text.encode(), "标准.txt").text == text


NAVIGATION = "<div><a href=/>首页</a><a href=/x>政务公开</a><a href=/y>互动交流</a></div>"


def test_a_page_gives_its_article_with_lines_whole_and_tables_by_row() -> None:
    article = "".join(f"<p>　　{i}．{SENTENCE[:-1]}，<b>同比增长</b><span>{i}%</span>。</p>" for i in range(1, 9))
    table = "<table><tr><th>指标</th><th>目标</th></tr><tr><td><p>财政收入</p></td><td>6%</td></tr></table>"
    raw = page(
        f"{NAVIGATION}<h1>关于计划执行\n情况的报告</h1><div id=zoom>{article}{table}</div><footer>版权所有</footer>",
        "<title>关于计划执行情况的报告_某区人民政府</title>",
    )
    read = read_bytes(raw, "report.html")
    assert read.media_type == "text/html"
    assert read.title == "关于计划执行情况的报告"
    lines = [line for line in read.text.splitlines() if line]
    assert lines[0] == "关于计划执行情况的报告"
    assert lines[1] == f"　　1．{SENTENCE[:-1]}，同比增长1%。"
    assert lines[-2:] == ["指标\t目标", "财政收入\t6%"]
    assert "政务公开" not in read.text
    assert "版权所有" not in read.text


def test_the_name_of_the_site_is_no_part_of_the_title() -> None:
    head = "<title>区长作政府工作报告_要闻-某区人民政府网站</title>"
    assert read_bytes(page(f"<div>区长作政府工作报告</div><p>{SENTENCE * 4}</p>", head)).title == "区长作政府工作报告"
    assert read_bytes(page(f"<p>{SENTENCE * 4}</p>", "<title>CBD-朝阳</title>")).title == "CBD-朝阳"


def test_a_page_without_an_article_gives_all_that_is_seen() -> None:
    raw = page("<div>某区公报</div><style>p{}</style><script>var x='藏';</script><p style='display:none'>隐</p>")
    assert read_bytes(raw, "a.htm").text == "某区公报\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_page_is_read_whatever_encoding_it_claims(encoding: str) -> None:
    whole = f"<html><head><meta charset=big5><title>x</title></head><body><p>{SENTENCE * 3}</p></body></html>"
    assert SENTENCE in read_bytes(whole.encode(encoding), None, "text/html; charset=iso-8859-1").text


def test_the_parts_of_a_page_keep_their_order() -> None:
    body = "".join(f"<div>第{i}段，{SENTENCE}</div><ul><li>第{i}项，{SENTENCE}</li></ul>" for i in range(30))
    text = read_bytes(page(body)).text
    assert [line[:4].rstrip("，段项") for line in text.split() if line.startswith("第")] == [
        f"第{i}" for i in range(30) for _ in range(2)
    ]


def test_a_pdf_gives_its_text_layer() -> None:
    read = read_bytes(pdf(["关于计划执行情况的报告", SENTENCE], pages=2), "报告")
    assert read.media_type == "application/pdf"
    assert read.text.count("关于计划执行情况的报告\n" + SENTENCE) == 2


def test_a_scanned_pdf_is_refused() -> None:
    with pytest.raises(BadInput, match=r"^scan\.pdf: it is scanned"):
        read_bytes(pdf([]), "scan.pdf")


def test_an_encrypted_pdf_is_refused() -> None:
    lock = f"<< /Filter /Standard /V 1 /R 2 /P -44 /O <{'41' * 32}> /U <{'42' * 32}> >>"
    with pytest.raises(BadInput, match="encrypted"):
        read_bytes(pdf([SENTENCE], f"/Encrypt {lock} /ID [<{'43' * 16}> <{'43' * 16}>]"), "locked.pdf")


def test_a_docx_gives_paragraphs_headings_and_tables_in_their_order() -> None:
    document = word("第一段。")
    document.add_heading("重点任务", level=2)
    document.add_paragraph("").add_run("分行\n之后")
    table = document.add_table(rows=2, cols=2)
    for row, values in zip(table.rows, (("指标", "目标"), ("托位", "4200个")), strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    document.add_paragraph("末段。")
    document.core_properties.title = "任务清单"
    read = read_bytes(saved(document), "清单.txt")
    assert read.text == "第一段。\n\n## 重点任务\n\n分行\n之后\n\n指标\t目标\n托位\t4200个\n\n末段。\n"
    assert read.title == "任务清单"


def test_tracked_deletions_are_left_out_and_insertions_read() -> None:
    document = word("目标")
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraph = document.paragraphs[0]._p
    paragraph.append(parse_xml(f"<w:del {space}><w:r><w:delText>五</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {space}><w:r><w:t>六百个</w:t></w:r></w:ins>"))
    assert read_bytes(saved(document)).text == "目标六百个\n"


def repacked(changes: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(word(SENTENCE)))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
    return out.getvalue()


def test_a_docx_bomb_is_refused_before_it_is_unpacked() -> None:
    raw = repacked({"word/document.xml": b" " * 250_000_000})
    assert len(raw) < 1_000_000
    began = time.process_time()
    with pytest.raises(BadInput, match="unpacks to too much"):
        read_bytes(raw, "bomb.docx")
    assert time.process_time() - began < 1


def test_entities_in_a_docx_are_not_expanded() -> None:
    levels = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    body = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "涨">{levels}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>&e11;</w:t></w:r></w:p></w:body></w:document>"
    )
    began = time.process_time()
    with pytest.raises(BadInput):
        read_bytes(repacked({"word/document.xml": body.encode()}), "laughs.docx")
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 cut off", "damaged ZIP"),
        (b"%PDF-1.7 cut off", "damaged PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "an image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "old Office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"{\\rtf1 x}", "RTF"),
        (bytes(MAX_FILE_BYTES), "must be smaller"),
        (page("<img src=x>"), "no text"),
        (page("<div>" * 50_000 + "深"), "nested too deeply"),
    ],
)
def test_what_holds_no_words_is_refused_in_one_line_with_its_name(raw: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as refusal:
        read_bytes(raw, "坏\n文件.bin")
    assert str(refusal.value).startswith("坏\\n文件.bin: ")
    assert "\n" not in str(refusal.value)


def test_a_zip_that_is_no_docx_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", SENTENCE)
    with pytest.raises(BadInput, match="no DOCX"):
        read_bytes(out.getvalue(), "a.zip")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([pdf([SENTENCE]), repacked({}), page(f"<p>{SENTENCE * 4}</p>{NAVIGATION}")]), st.data())
def test_damaged_files_are_read_or_refused_and_nothing_else(raw: bytes, data: st.DataObject) -> None:
    damaged = bytearray(raw[: data.draw(st.integers(1, len(raw)))])
    for _ in range(data.draw(st.integers(0, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert read_bytes(bytes(damaged), "a.html").text.strip()
    except BadInput as refusal:
        assert "\n" not in str(refusal)


def test_hostile_pages_stay_linear() -> None:
    bodies = ("<p>中文内容</p>" * 20_000, "<p>" + "一<b>二</b>" * 20_000, "<!--" * 200_000, "<p>" + "一" * 3_000_000)
    for body in bodies:
        began = time.process_time()
        try:
            read_bytes(page(body), "a.html")
        except BadInput:
            assert body.startswith("<!--")
        assert time.process_time() - began < 8


def test_a_shown_name_is_one_line_without_controls() -> None:
    shown = show_name("甲\n\x1b[31m乙\u202e" + "长" * 300 + "\udc80.txt")
    assert shown.startswith("甲\\n\\x1b[31m乙\\u202e")
    assert shown.isprintable()
    assert len(shown) <= 200

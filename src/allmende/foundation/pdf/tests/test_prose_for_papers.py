"""Markdown as data for papers: blocks and runs, never markup."""

from allmende.foundation.pdf.prose import blocks_of


def test_a_text_becomes_blocks_of_runs():
    assert blocks_of("# Rights\n\nIt **stays** with *you*.") == [
        {"kind": "heading", "level": 2, "runs": [{"text": "Rights"}]},
        {
            "kind": "paragraph",
            "runs": [
                {"text": "It "},
                {"text": "stays", "bold": True},
                {"text": " with "},
                {"text": "you", "italic": True},
                {"text": "."},
            ],
        },
    ]


def test_lists_quotes_tables_and_code_keep_their_shape():
    kinds = [block["kind"] for block in blocks_of("- a\n\n3. b\n\n> c\n\n```\nd\n```\n\n---\n\n|e|\n|-|\n|f|")]

    assert kinds == ["bullet_list", "ordered_list", "quote", "code", "rule", "table"]


def test_an_ordered_list_begins_where_its_author_began():
    assert blocks_of("7. seven")[0]["start"] == 7


def test_a_link_that_is_not_allowed_stays_text():
    assert blocks_of("[x](javascript:alert(1))") == [
        {"kind": "paragraph", "runs": [{"text": "[x](javascript:alert(1))"}]}
    ]

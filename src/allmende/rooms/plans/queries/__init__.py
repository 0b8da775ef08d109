"""What the pages of plans show."""

from allmende.rooms.plans.queries.agreed import Agreed, ItemRow, SeatView, agreed_of, find_item, find_seat
from allmende.rooms.plans.queries.finding import find_answer, find_plan, find_space, find_topic
from allmende.rooms.plans.queries.links import plan_url, plan_urls, question_url, topic_titles, topic_urls
from allmende.rooms.plans.queries.lists import PlanCard, plans_page, results_section, space_section
from allmende.rooms.plans.queries.page import AnswerView, QuestionView, answers_to, questions_of
from allmende.rooms.plans.queries.readiness import Lack, lacks_of
from allmende.rooms.plans.queries.results import (
    ResultNode,
    entries_of,
    find_result,
    parents_for,
    result_documents,
    result_html,
    result_texts,
    result_url,
    result_urls,
    sources_for,
    sources_shown,
    those_who_took_part,
    tree_of,
    words_in,
)
from allmende.rooms.plans.queries.tables import rows_of
from allmende.rooms.plans.queries.telling import plan_documents, plan_html, plan_texts

__all__ = [
    "Agreed",
    "AnswerView",
    "ItemRow",
    "Lack",
    "PlanCard",
    "QuestionView",
    "ResultNode",
    "SeatView",
    "agreed_of",
    "answers_to",
    "entries_of",
    "find_answer",
    "find_item",
    "find_plan",
    "find_result",
    "find_seat",
    "find_space",
    "find_topic",
    "lacks_of",
    "parents_for",
    "plan_documents",
    "plan_html",
    "plan_texts",
    "plan_url",
    "plan_urls",
    "plans_page",
    "question_url",
    "questions_of",
    "result_documents",
    "result_html",
    "result_texts",
    "result_url",
    "result_urls",
    "results_section",
    "rows_of",
    "sources_for",
    "sources_shown",
    "space_section",
    "those_who_took_part",
    "topic_titles",
    "topic_urls",
    "tree_of",
    "words_in",
]

"""Everything that a page changes can be changed by a program too, or stands here with the reason why it can't."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

CHANGES = re.compile(r"require_POST|request\.method|\"POST\"")
"""What the source of a view has that takes a POST."""


def changing(found: list[Any] | None = None, namespace: str = "") -> Iterator[str]:
    """Names of the routes whose views take a POST."""
    for pattern in get_resolver().url_patterns if found is None else found:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from changing(pattern.url_patterns, inner)
        elif pattern.name and CHANGES.search(_source(pattern.callback)):
            yield namespace + pattern.name


def _source(view: Any) -> str:
    """The source of a view of ours; of others' there is nothing that a program should do."""
    bare = inspect.unwrap(view)
    return inspect.getsource(bare) if inspect.isfunction(bare) and bare.__module__.startswith("allmende.") else ""


DONE_BY = {
    "calls:prizes": "putPrizes", "calls:decision": "putAwardDecision", "calls:giving": "giveAwards",
    "calls:reversal": "takeBackAward", "calls:words": "putContributionOutcome", "calls:campaign": "putCampaign",
    "calls:support": "supportCampaign", "calls:support_removal": "takeBackSupport", "calls:answer": "answerCampaign",
    "bin_put": "putThingInBin", "restoration": "restoreThing", "comments": "addComment", "comment_reply": "addComment",
    "comment_edit": "patchComment", "comment_removal": "removeComment", "comments_read": "markCommentsRead",
    "talk_care": "hideComments", "comment_showing": "showComment", "handling_removal": "undoHandling",
    "thread_lock": "closeDiscussion", "thread_unlock": "reopenDiscussion", "ladder": "putLayer",
    "ladder_retraction": "retractLayerRequest", "gate_decision": "decidePassage", "notices_read": "markNoticesRead", "news_read": "markNewsRead",
    "new_space": "createSpace", "space_join": "joinSpace", "space_leave": "leaveSpace", "space_members": "putMember",
    "space_role": "putMember", "space_member_removal": "removeMember", "space_settings": "patchSpace",
    "space_gates": "putGate", "space_archive": "archiveSpace", "space_reopen": "reopenSpace",
    "follows:following": "followThing", "follows:following_removal": "unfollowThing",
    "follows:person": "followPerson", "follows:person_removal": "unfollowPerson", "follows:tag": "followTag",
    "follows:tag_removal": "unfollowTag",
    "bookmarks:saving": "saveThing", "bookmarks:saving_removal": "letGoOfThing", "reactions:reactions": "react",
    "mutes:mute": "mutePerson", "mutes:mute_removal": "unmutePerson", "mutes:block": "blockPerson",
    "mutes:block_removal": "unblockPerson", "mutes:thing_mute": "muteThing", "mutes:thing_mute_removal": "unmuteThing",
    "plans:new": "beginPlan", "plans:edit": "patchPlan", "plans:question": "answerQuestion", "plans:confirmation": "readAnswer",
    "plans:answer_removal": "removeAnswer", "plans:demands": "setDemands", "plans:items": "addPlanLine",
    "plans:item": "patchPlanLine", "plans:item_removal": "removePlanLine", "plans:seats": "offerSeat",
    "plans:seat_taking": "takeSeat", "plans:seat_removal": "leaveSeat", "plans:review": "finishPlan",
    "plans:happening": "sayWhatHappened", "plans:result_new": "addResult", "plans:result_edit": "patchResult",
    "plans:result_entries": "noteResult", "plans:result_sources": "nameResultSource", "plans:plan_sources": "namePlanSource", "plans:word": "sayWord",
    "calls:new": "createCall", "calls:edit": "patchCall", "calls:phases": "setCallPhases", "calls:picture": "addCallPicture",
    "calls:publication": "publishCall", "calls:invite": "inviteToCall", "calls:invitation_reminders": "remindInvited", "calls:invitation_removal": "withdrawInvitation",
    "calls:publication_to_invited": "publishToInvited", "calls:invitation": "answerInvitation",
    "calls:consents": "nameAppearance", "calls:consent_answer": "answerConsent", "calls:consent_cut": "cutAppearance",
    "calls:consent_withdrawal": "noteConsentWithdrawal", "calls:again": "handInAgain",
    "calls:workshops": "offerWorkshop", "calls:workshop": "changeWorkshop", "calls:workshop_removal": "cancelWorkshop",
    "calls:seat": "comeToWorkshop", "calls:seat_removal": "stayAwayFromWorkshop",
    "calls:questions": "askAboutBrief", "calls:question_answer": "answerAboutBrief", "calls:question_removal": "removeBriefQuestion",
    "calls:question_round": "setQuestionRound", "calls:updates": "tellCallUpdate", "calls:people": "givePartInCall", "calls:part_removal": "endPartInCall", "calls:practice": "openPractice", "calls:practice_ending": "endPractice",
    "calls:signature": "signForCall", "calls:rights": "setRights", "calls:terms": "agreeToTerms",
    "calls:template": "changeCallTemplate", "calls:template_copy": "copyCallTemplate", "calls:template_offer": "changeCallTemplate",
    "calls:practice_copy": "beginForReal", "calls:begin": "createDraft", "calls:write": "patchContribution",
    "calls:draft": "patchContribution", "calls:submission": "submitContribution", "calls:withdrawal": "withdrawContribution",
    "calls:fields": "setCallFields", "calls:admission": "admitContribution", "calls:return": "returnContribution", "calls:contribution_removal": "takeOutContribution",
    "calls:team": "askAuthor", "calls:team_answer": "answerAuthorInvitation", "calls:team_shares": "setAuthorShares",
    "calls:team_agreement": "agreeToAuthorShares", "calls:team_leaving": "leaveAuthors",
    "calls:team_removal": "takeAuthorInvitationBack", "calls:sources": "nameContributionSource",
    "calls:source_removal": "dropContributionSource", "calls:suggestions": "suggestPassage",
    "calls:suggestion_acceptance": "acceptSuggestion", "calls:suggestion_refusal": "declineSuggestion",
    "calls:contribution_picture": "addContributionPicture", "calls:recordings": "addFile", "calls:contribution_recordings": "addUploadedFile", "calls:vote": "putMyBallot", "calls:count": "countVotes",
    "calls:rate": "rate", "calls:rating_pair": "compare", "calls:ranking": "reckonRanking", "calls:pattern_note": "noteRatingPattern", "calls:jury_order": "reckonJuryOrder",
    "calls:judge": "judge", "calls:conflict": "declareConflict",
    "calls:conflict_removal": "takeBackConflict", "calls:hiding": "hidePassages", "calls:jury_notes": "addJuryNote",
    "calls:jury_statement": "putJuryStatement", "calls:shortlist": "putShortlist",
    "calls:outcome": "publishOutcome", "connections:ask": "askForContact", "connections:acceptance": "acceptContact",
    "connections:refusal": "refuseContact", "connections:withdrawal": "endContact", "connections:removal": "endContact",
    "connections:note": "noteContact", "consent:acceptance": "acceptAgreement", "consent:giving": "giveConsent",
    "consent:withdrawal": "withdrawConsent", "consent:takeouts": "askForEverything", "desk:help": "askForHelp",
    "desk:ask_answer": "answerAsk", "duties:index": "giveDuty", "duties:removal": "endDuty", "duties:absence": "goAway",
    "duties:absence_removal": "comeBack", "hubs:desks": "bookDesk", "hubs:cancellation": "cancelBooking",
    "hubs:presence": "sayPresence", "hubs:absence": "endPresence", "hubs:asking": "askInHub", "hubs:help": "offerHelp",
    "hubs:closing": "closeQuestion", "nominations:new": "nominate", "nominations:vouching": "vouch",
    "nominations:concern": "raiseConcern", "nominations:voice_removal": "takeBackVoice",
    "nominations:withdrawal": "withdrawNomination", "nominations:decision": "decideNomination",
    "organisations:asking": "askToJoin", "organisations:acceptance": "acceptJoining", "organisations:refusal": "refuseJoining",
    "organisations:removal": "takeBackJoining", "profiles:part": "patchProfile", "profiles:removal": "patchProfile",
    "profiles:picture": "setProfilePicture", "profiles:picture_removal": "removeProfilePicture",
    "profiles:endorse": "endorse", "profiles:endorsement_acceptance": "acceptEndorsement",
    "profiles:endorsement_removal": "withdrawEndorsement", "profiles:files": "addFile", "profiles:file_removal": "removeFile",
    "trust:thank": "thank", "connections:rate": "patchProfile", "connections:step": "tickStep",
    "connections:step_removal": "untickStep", "hubs:line": "waitForDesk", "hubs:line_removal": "leaveLine",
    "hubs:settings": "patchHubSettings", "hubs:furnishing": "addDesk", "hubs:desk_removal": "removeDesk",
    "hubs:special_day": "setSpecialDay", "hubs:special_day_removal": "unsetSpecialDay", "desk:help_taking": "takeHelp",
    "desk:help_answer": "answerHelp", "desk:help_closure": "closeHelp", "desk:help_handover": "handOverHelp", "desk:help_reply": "answerBack",
    "desk:tip_new": "writeHelpText", "desk:tip_removal": "removeHelpText", "desk:unmute": "unmute",
    "methods:new": "writeMethod", "methods:edit": "patchMethod", "methods:copy": "copyMethod", "methods:plan": "planSession",
    "methods:session_edit": "putSession", "methods:seat": "joinSession", "methods:seat_removal": "leaveSession",
    "methods:lead": "takeLead", "methods:step": "beginStep", "methods:clock": "setClock", "methods:closure": "concludeSession",
    "methods:notes": "writeNote", "methods:note_removal": "removeNote", "methods:group": "groupNote", "methods:dot": "turnDot",
    "methods:results": "enterSessionNotes", "methods:photo": "addFile", "methods:keeping": "keepFindings",
    "stages:setting_out": "setOutStages", "stages:edit": "patchStage", "stages:move": "moveOn", "stages:tick": "tickCriterion",
    "stages:tick_removal": "untickCriterion",
    "nominations:asking": "askToVouch", "organisations:profile": "patchOrganisation",
    "organisations:requests": "inviteIntoOrganisation", "organisations:parting": "leaveNetwork",
    "people_searches": "keepSearch", "people_search_read": "markSearchRead", "people_search_removal": "removeSearch",
    "profiles:piece_new": "addPiece", "profiles:piece_edit": "patchPiece", "profiles:piece_removal": "removePiece",
    "profiles:from_work": "showWork", "profiles:link_check": "checkLink", "welcome:tours": "offerTour",
    "welcome:tour_cancellation": "cancelTour", "webhooks:test": "testHook", "webhooks:pause": "pauseHook",
    "webhooks:pause_removal": "resumeHook", "webhooks:resending": "resendFailed",
    "webhooks:delivery_resending": "resendDelivery", "webhooks:removal": "removeHook", "posts:new": "sharePost",
    "posts:begin": "draftPost", "posts:write": "patchPost", "posts:draft": "patchPost", "posts:publication": "publishPost",
    "posts:taking_back": "takeBackPost", "posts:votes": "voteInPoll", "posts:poll_closure": "closePoll",
    "notices:preset": "patchReach", "notices:again": "letMailsCome", "notices:vitals": "askVital", "notices:vital_release": "releaseVital",
    "notices:vital_removal": "withdrawVital", "notices:vital_confirmation": "confirmVital", "notices:manner": "patchReach", "notices:choices": "putOccasion",
    "notices:places": "putPlace", "notices:less": "putOccasion", "notices:line_reading": "markNoticesRead", "notices:devices": "addMyDevice", "notices:device_removal": "removeMyDevice",
    "messages:new": "beginConversation", "messages:manner": "setMessageSettings", "messages:space_talk": "openSpaceConversation",
    "messages:body": "writeToOrganisation", "messages:message": "editMessage", "messages:removal": "removeMessage",
    "messages:messages": "writeMessage", "messages:reading": "readConversation", "messages:draft": "keepDraft",
    "messages:acceptance": "acceptMessageRequest", "messages:refusal": "refuseMessageRequest", "messages:pin": "pinConversation",
    "messages:pin_removal": "unpinConversation", "messages:silence": "muteConversation",
    "messages:message_pin": "pinMessage", "messages:message_pin_removal": "unpinMessage",
    "messages:silence_removal": "unmuteConversation", "messages:leaving": "takeOutOfConversation",
    "channels:decision": "decideAnswer", "channels:block_removal": "liftBlock", "channels:handing": "completeCopy",
    "channels:resending": "resendCopy", "channels:pause": "pauseChannel", "channels:pause_removal": "resumeChannel",
    "channels:review": "reviewChannel", "channels:review_removal": "stopReviewingChannel", "channels:removal": "removeChannel",
    "channels:thing": "putLeftOut",
    "messages:channel": "chooseMessageChannel", "messages:name": "nameConversation", "messages:people": "addToConversation",
    "messages:outsiders": "askOutsider", "messages:outsider_renewal": "renewOutsiderLink", "messages:outsider_removal": "takeOutOutsider",
    "messages:person_removal": "takeOutOfConversation", "messages:carer": "handConversationOver",
    "messages:answers": "answerAnnouncement", "messages:outbox_new": "draftAnnouncement", "messages:outbox_change": "wordAnnouncement",
    "messages:outbox_trial": "tryAnnouncement", "messages:outbox_release": "releaseAnnouncement", "messages:outbox_review": "reviewAnnouncement",
    "messages:outbox_pause": "pauseAnnouncement", "messages:outbox_pause_removal": "resumeAnnouncement",
    "messages:outbox_withdrawal": "takeBackAnnouncement", "messages:outbox_removal": "dropAnnouncement", "messages:taking": "takeConversation",
}  # fmt: skip
"""The operation that does what the route does, by its id."""

IN_PERSON = (
    "Signing in, who one is and what is decided about people is a person's own to do, never a program's of theirs."
)
AN_OFFICE = "An office of few, with a page that shows what follows from it; done seldom and by hand."
WITHOUT_ACCOUNT = (
    "For people who have no account yet, or come by a link of a mail: there is nobody whose token it could be."
)
A_WIZARD = "A wizard over a file, with a dry run to look at; by the command line as well."
A_FILE = "A file made on demand, with a record of who took it along; exports have addresses of their own."
LOOKS = "How pages look (in which language and colours, a link as a card): the API hands out texts as they are written."
OUTLIVES = "A web hook tells what its person sees long after a token has ended: they alone set up where to, and hold the secret."
AT_ANOTHERS = "Somebody signs in at another network there, which only a person in a browser can."
BETWEEN_SITES = "Spoken between websites (Webmention), without an account here."

ON_PAGES_ALONE = {
    IN_PERSON: """
        posts:by_mail feeds:index feeds:removal feeds:secret grant_removal session_removal settings sign_in_anew tokens:new tokens:removal personas
        consent:age consent:departure consent:guardian arrivals:acting_begun arrivals:acting_end arrivals:consents
        arrivals:consent_removal profiles:claim profiles:claim_acceptance profiles:claim_refusal
        trust:answer trust:appeal trust:confirmation trust:lock trust:unlock trust:measure_removal trust:new_measure
        desk:ask nominations:appeal welcome:agreements welcome:entry welcome:commit welcome:report welcome:pause
        welcome:resume welcome:confirmation welcome:return welcome:renewal welcome:pausing welcome:parting
    """,
    AN_OFFICE: """
        backoffice:health_examination backoffice:batch_details backoffice:batch_doing backoffice:bulk backoffice:job_removal backoffice:job_trial
        backoffice:journal_verification backoffice:person_password backoffice:person_sessions_removal
        backoffice:person_suspension backoffice:person_suspension_removal backoffice:setting houses:gates houses:house
        houses:rooms reasons:answer backoffice:application backoffice:application_new backoffice:application_removal
        backoffice:application_secret backoffice:provider backoffice:provider_closing backoffice:provider_new
        backoffice:provider_opening backoffice:provider_removal backoffice:provider_trial founding:opening founding:signature
        founding:step arrivals:comparison arrivals:merge_removal arrivals:invitations arrivals:mailing_stop
        consent:draft consent:draft_removal consent:ending consent:publication consent:space consent:protection
        consent:set_age consent:vetting consent:vetting_removal nominations:entry nominations:links nominations:link_removal
        nominations:plan nominations:renewal trust:levels welcome:move welcome:retirement welcome:retirement_removal
        organisations:legal organisations:opening profiles:new profiles:managed_removal
    """,
    WITHOUT_ACCOUNT: """
        messages:hook messages:outside messages:outside_leaving messages:outside_account messages:outside_stop desk:guest desk:question desk:question_closure desk:question_confirmation desk:question_removal consent:link_again nominations:acceptance nominations:confirm nominations:enter nominations:link_use
        nominations:refusal nominations:standing notices:stop notices:stop_removal profiles:erasure welcome:booking_confirmation welcome:booking_removal welcome:subscribe
        welcome:subscription_confirmation welcome:subscription_removal welcome:tour welcome:visit
    """,
    A_WIZARD: """
        profiles:skills_import arrivals:columns arrivals:confirmation arrivals:imports arrivals:removal calls:imports calls:confirmation
        calls:ideas calls:idea_columns calls:idea_confirmation calls:idea_removal calls:idea_undoing
    """,
    A_FILE: "sheets:exports backoffice:journal_exports",
    LOOKS: "language calls:writing space_design posts:preview previews:hiding previews:hiding_removal",
    AT_ANOTHERS: "channels:new channels:signing_in",
    BETWEEN_SITES: "channels:webmention",
    OUTLIVES: "webhooks:new webhooks:edit webhooks:secret webhooks:secret_removal messages:hooks messages:hook_removal messages:outlets messages:outlet_removal",
}
"""Routes that no operation stands for, by the reason."""


@pytest.mark.django_db
def test_each_route_that_changes_something_has_an_operation_or_a_reason() -> None:
    described = Client(SERVER_NAME="localhost").get("/api/v1/openapi.json").json()
    operations = {one["operationId"] for methods in described["paths"].values() for one in methods.values()}
    excused = {route for routes in ON_PAGES_ALONE.values() for route in routes.split()}
    held = {route for route in changing() if not route.startswith("api:")}

    assert held - DONE_BY.keys() - excused == set(), "Offer an operation, or say why there is none."
    assert (DONE_BY.keys() | excused) - held == set(), "These routes are gone."
    assert DONE_BY.keys() & excused == set()
    assert set(DONE_BY.values()) - operations == set(), "These operations are gone."

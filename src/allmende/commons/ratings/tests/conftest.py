"""What the tests of this app share."""

from allmende.commons.consent.tests.conftest import sign_in

__all__ = ["sign_in"]

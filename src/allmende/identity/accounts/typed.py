"""allauth's forms for strangers, in which an address may be typed in any way."""

from allauth.account.forms import RequestLoginCodeForm, ResetPasswordForm

from allmende.identity.accounts.addresses import normal_address


class CodeForm(RequestLoginCodeForm):
    """Asks to which address a code goes."""

    def clean_email(self) -> str:
        """One way of writing each address."""
        self.cleaned_data["email"] = normal_address(self.cleaned_data["email"])
        return super().clean_email()


class ResetForm(ResetPasswordForm):
    """Asks to which address a link for a new password goes."""

    def clean_email(self) -> str:
        """One way of writing each address."""
        self.cleaned_data["email"] = normal_address(self.cleaned_data["email"])
        return super().clean_email()

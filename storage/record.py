"""What every noun of the store has in common: frozen, tolerant of newer writers, silent about its values."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen value that is kept in the store as JSON.

    Unknown keys are ignored, so that a store written by the next version stays readable;
    validation errors never quote the input, since it may be a customer's words.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

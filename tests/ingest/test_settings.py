from __future__ import annotations

import pytest

from strandline.errors import UsageError
from strandline.ingest import IngestSettings, Limits


@pytest.mark.parametrize("dated", ["2014", "2014-03", "2014-03-02", "2014-03-02T09:30:00+01:00", "-0043-03-15"])
def test_dates_that_can_be_given(dated: str) -> None:
    assert IngestSettings(dated=dated).dated == dated


@pytest.mark.parametrize("dated", ["2014-02-30", "2014-13-01", "yesterday", "", "3 March 2014", "02.03.2014"])
def test_dates_that_cannot_be_given_are_wrong_calls(dated: str) -> None:
    with pytest.raises(UsageError, match="--dated"):
        IngestSettings(dated=dated)


def test_limits_must_be_positive() -> None:
    with pytest.raises(UsageError, match="file_bytes"):
        Limits(file_bytes=0)

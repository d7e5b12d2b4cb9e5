"""The processes of one run of these tests share the commune as it stands in the morning."""

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def _one_morning(tmp_path_factory):
    if "PYTEST_XDIST_WORKER" in os.environ:  # the folder above is the whole run's
        os.environ["THANTHIEN_CRASH_MORNING"] = str(tmp_path_factory.getbasetemp().parent / "morning")

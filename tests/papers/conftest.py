from dossiers.conftest import hall, others  # noqa: F401  the small office with its procedures

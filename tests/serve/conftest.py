from conftest_serve import service, visitor  # noqa: F401

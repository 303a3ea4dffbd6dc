from conftest_serve import Running, Visitor, start_service, wait_until  # noqa: F401
from conftest_serve import service, visitor  # noqa: F401

from tests.support.google import authority, clock, google, tls_contexts

__all__ = ["authority", "clock", "google", "tls_contexts"]

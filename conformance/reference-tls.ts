import { TLS_DEFAULTS, type TlsSettings } from '../src/server/tls-settings.ts';
import { TEST_CERTIFICATE, TEST_KEY } from '../src/user-client/tls-fixture.ts';

/** How the reference server offers TLS when it is itself tested: all that can be checked, with a certificate whose key everybody may know. */
export const REFERENCE_TLS: TlsSettings = { ...TLS_DEFAULTS, certificate: TEST_CERTIFICATE, key: TEST_KEY, clearing: true };

/** How a server offers TLS. */
export interface TlsSettings {
  /** Certificate chain and its private key, in PEM. */
  readonly certificate: string;
  readonly key: string;
  /** Port on which TLS begins with the connection; 0 takes a free one, null offers none. */
  readonly implicitPort: number | null;
  /** Logins and data transfers in clear are refused. */
  readonly required: boolean;
  /** CCC is allowed. */
  readonly clearing: boolean;
  /** Data connections have to resume the TLS session of their control connection. */
  readonly sessionReuse: 'offered' | 'required';
  /** Certificates of authorities, in PEM: clients have to show a certificate that one of them vouches for. Null asks for none. */
  readonly clientAuthorities: string | null;
}

/** What goes without saying. */
export const TLS_DEFAULTS = { implicitPort: null, required: false, clearing: false, sessionReuse: 'offered', clientAuthorities: null } as const;

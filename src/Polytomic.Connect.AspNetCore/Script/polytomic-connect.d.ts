/** A connection that exists, as the server verified it. */
export interface PolytomicConnection {
  id: string;
  name: string;
  /** The id of the integration, such as "postgresql". */
  type: string;
  status: string;
}

/** What went wrong. */
export interface PolytomicConnectError {
  /** The code of the server's answer, or "network_error" when no answer of the server's came back. */
  code: string;
  /** One sentence that a user can act on. */
  error: string;
}

/** The events that bubble from a button of the polytomic-connect tag helper. */
export interface PolytomicConnectEventMap {
  /** The button was pressed: the popup is open, and a session is being asked for. */
  "polytomic:opening": CustomEvent<null>;
  /** Polytomic's modal is on its way to the popup, or to this tab. */
  "polytomic:opened": CustomEvent<null>;
  /** The connection exists. Told once for every session. */
  "polytomic:connected": CustomEvent<{ connection: PolytomicConnection }>;
  /** The user is back on the page without a connection. One that is made after all is still told. */
  "polytomic:closed": CustomEvent<null>;
  /** No session could be started, or the server refused to say what became of it. */
  "polytomic:error": CustomEvent<PolytomicConnectError>;
}

declare global {
  interface HTMLElementEventMap extends PolytomicConnectEventMap {}
  interface DocumentEventMap extends PolytomicConnectEventMap {}
  interface WindowEventMap extends PolytomicConnectEventMap {}
}

/** The owner's login in a throw-away n8n. Not a secret: it protects a server on the loopback address. */
export const owner = {
  email: 'owner@example.com',
  password: 'Passw0rd123',
  firstName: 'Ada',
  lastName: 'Owner',
};

/** An answer of n8n's internal REST API that is not 2xx. */
export class RestError extends Error {
  constructor(
    readonly status: number,
    readonly body: string,
    request: string,
  ) {
    super(`${request} answered ${status}: ${body.slice(0, 600)}`);
  }
}

/** A signed-in browser, as far as n8n can tell. */
export class Session {
  private cookie = '';
  // n8n binds a login to the browser that made it, so this never changes within a session.
  private readonly browserId = crypto.randomUUID();

  constructor(
    readonly url: string,
    readonly pushRef = crypto.randomUUID(),
  ) {}

  /** Creates the owner on a new n8n, signs in on a known one. */
  async signIn(): Promise<void> {
    const { email, password } = owner;
    try {
      await this.send('POST', '/rest/owner/setup', owner);
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      await this.send('POST', '/rest/login', { emailOrLdapLoginId: email, password });
    }
  }

  /** Sends a request and unwraps the answer's `data`. Throws a RestError for anything but 2xx. */
  async send<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await this.open(path, { method, body: body && JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new RestError(response.status, text, `${method} ${path}`);
    const answer = text === '' ? undefined : JSON.parse(text);
    return answer !== null && typeof answer === 'object' && 'data' in answer ? answer.data : answer;
  }

  /** What an address answers, as it comes. */
  async open(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = {
      'content-type': 'application/json',
      cookie: this.cookie,
      'browser-id': this.browserId,
      'push-ref': this.pushRef,
      // n8n closes a connection that was idle for five seconds, perhaps just as a busy machine sends on it.
      connection: 'close',
    };
    const response = await fetch(this.url + path, { ...init, headers });
    const login = response.headers.getSetCookie().find((cookie) => cookie.startsWith('n8n-auth='));
    if (login) this.cookie = login.split(';')[0] ?? '';
    return response;
  }
}

/** Mints the bot's outbound tokens with its password (OAuth 2.0 client credentials). */
import { z } from 'zod';
import { reasonOf } from '../errors';

const answer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });
const refusal = z.object({ error: z.string(), error_description: z.string().optional() });

const TIMEOUT_MS = 10_000;
/** A token is replaced this long before it ends, so that none ends on its way. */
const SPARE_MS = 5 * 60_000;

/** The bot could not prove who it is, so nothing was sent. */
export class TokenUnavailable extends Error {
  override readonly name = 'TokenUnavailable';
}

export class BotToken {
  private held: { token: string; until: number } | null = null;
  private minting: Promise<string> | null = null;

  constructor(private readonly o: { oauthUrl: string; appId: string; password: string; audience: string }) {}

  /** The current token; one request at a time mints the next. */
  async get(now = Date.now()): Promise<string> {
    if (this.held && now < this.held.until) return this.held.token;
    this.minting ??= this.mint().finally(() => {
      this.minting = null;
    });
    return this.minting;
  }

  private async mint(): Promise<string> {
    const { oauthUrl, appId, password, audience } = this.o;
    let response: Response;
    let body: unknown;
    try {
      response = await fetch(oauthUrl, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: appId,
          client_secret: password,
          scope: `${audience}/.default`,
        }),
      });
      body = await response.json();
    } catch (error) {
      throw new TokenUnavailable(`The sign-in service at ${new URL(oauthUrl).host} did not answer: ${reasonOf(error)}`);
    }
    const minted = answer.safeParse(body).data;
    if (!response.ok || !minted) {
      const why = refusal.safeParse(body).data;
      const reason = why ? `${why.error}: ${why.error_description ?? ''}`.slice(0, 300) : `status ${response.status}`;
      throw new TokenUnavailable(
        `The bot could not sign in (${reason}). Check BOT_ID, BOT_PASSWORD and BOT_TENANT_ID.`,
      );
    }
    const lifetime = minted.expires_in * 1_000;
    // A token that lives shorter than the spare time is still good for half its life.
    this.held = { token: minted.access_token, until: Date.now() + Math.max(lifetime - SPARE_MS, lifetime / 2) };
    return minted.access_token;
  }
}

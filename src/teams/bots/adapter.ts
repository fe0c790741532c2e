/** botbuilder's adapter on the desk's settings: who may call, outbound connections, no hidden retries. */
import { TeamsAdapter } from '@microsoft/teams-ai/lib/TeamsAdapter';
import type { Activity as BotActivity, InvokeResponse, TurnContext } from 'botbuilder';
import {
  AuthenticationConstants,
  type AuthenticateRequestResult,
  ClaimsIdentity,
  type ConnectorClient,
  TeamsConnectorClient,
} from 'botframework-connector';
import { Entity as EntityMapper } from 'botframework-connector/lib/connectorApi/models/mappers';
import { LRUCache } from 'lru-cache';
import { NOT_ACCEPTED } from '../../cards/words/manager/botSignIn';
import type { Log } from '../../base/log';
import type { Config } from '../../config/config';
import type { Activity, Incoming } from '../protocol/activity';
import type { Bots } from './bots';
import { BotCredentials } from './credentials';
import { sendLean } from './leanSends';
import { placeKeys, SigningKeys } from './signingKeys';

/** Teams is given up on after this; the outbox tries again. */
const HTTP_TIMEOUT_MS = 10_000;
/** Regions a tenant's conversations may live in; far more than there are. */
const MOST_CLIENTS = 100;

interface Pipeline {
  removePolicy(policy: { name: string }): unknown;
  addPolicy(policy: {
    name: string;
    sendRequest(
      request: { timeout: number },
      next: (request: { timeout: number }) => Promise<{ status: number }>,
    ): Promise<{ status: number }>;
  }): void;
}

/** What the library's own operations are made of. */
interface Operations {
  sendOperationRequest(
    values: { options: { abortSignal: AbortSignal } },
    operation: { httpMethod: string; path: string; responses: Record<string, object> },
  ): Promise<unknown>;
}

/**
 * The library sends of an entity only what it knows of mentions, and so loses sources and labels; nothing replaces it,
 * https://github.com/microsoft/botbuilder-js is archived.
 */
Object.assign(EntityMapper.type, { additionalProperties: { serializedName: 'rest', type: { name: 'any' } } });

export class DeskAdapter extends TeamsAdapter {
  private readonly clients = new LRUCache<string, Promise<ConnectorClient>>({ max: MOST_CLIENTS });
  private readonly audience: string;
  private readonly forgetKeys: () => void;

  constructor(
    config: Pick<Config, 'bot' | 'entra' | 'allowLoopback'>,
    private readonly bots: Bots,
    log: Log,
  ) {
    const { bot, entra } = config;
    const { address, remove } = placeKeys(new SigningKeys(bot.openIdMetadata, log), bot.openIdMetadata);
    // All of it is given: with one of these set, the library leaves every default behind.
    super(
      {
        ValidateAuthority: new URL(entra.authority).protocol === 'https:',
        ToChannelFromBotLoginUrl: `${entra.authority}/${bot.tenantId || 'botframework.com'}`,
        ToChannelFromBotOAuthScope: bot.tokenIssuer,
        ToBotFromChannelTokenIssuer: bot.tokenIssuer,
        OAuthUrl: bot.tokenIssuer,
        ToBotFromChannelOpenIdMetadataUrl: address,
        ToBotFromEmulatorOpenIdMetadataUrl: address,
        CallerId: '',
      },
      new BotCredentials(bots, config),
    );
    this.audience = bot.tokenIssuer;
    this.forgetKeys = remove;
  }

  /** Verifies the token: sent by the Bot Framework, for this bot, about this service URL; throws otherwise. */
  async authenticate(incoming: Incoming, authorization: string): Promise<AuthenticateRequestResult> {
    return this.botFrameworkAuthentication.authenticateRequest(incoming as unknown as BotActivity, authorization);
  }

  /** Runs one authenticated activity. */
  async run(
    authentication: AuthenticateRequestResult,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    // The kept connection serves the turn, so that answers are neither retried nor endless either.
    const connectorFactory = { create: () => this.connector(activity.botAppId, activity.serviceUrl) };
    return this.processActivity({ ...authentication, connectorFactory }, activity as unknown as BotActivity, logic);
  }

  /**
   * The connection to Teams for one bot and region. Kept: building one costs more than a send.
   * Sends go through it directly and not through a turn, which would lose the ids Teams answers with.
   */
  async connector(appId: string, serviceUrl: string): Promise<ConnectorClient> {
    const key = `${appId} ${serviceUrl}`;
    const kept = this.clients.get(key);
    if (kept) return kept;
    const made = this.make(appId, serviceUrl);
    this.clients.set(key, made);
    made.catch(() => this.clients.delete(key));
    return made;
  }

  async teams(appId: string, serviceUrl: string): Promise<TeamsConnectorClient> {
    const { credentials } = await this.connector(appId, serviceUrl);
    const client = new TeamsConnectorClient(credentials, { baseUri: serviceUrl });
    this.tame(client, appId);
    return client;
  }

  /** An operation that Teams has and the library is too old to know, with the same token, time limit and errors. */
  async request(
    appId: string,
    serviceUrl: string,
    httpMethod: 'PUT' | 'DELETE',
    path: string,
    signal: AbortSignal,
  ): Promise<void> {
    const client = await this.connector(appId, serviceUrl);
    const responses = { 200: {}, 201: {}, 202: {}, 204: {}, default: {} };
    await (client as unknown as Operations).sendOperationRequest(
      { options: { abortSignal: signal } },
      { httpMethod, path, responses },
    );
  }

  /** Forgets the kept connections and keys; sockets that idle close by themselves. */
  close(): void {
    this.forgetKeys();
    this.clients.clear();
  }

  private async make(appId: string, serviceUrl: string): Promise<ConnectorClient> {
    const identity = new ClaimsIdentity([
      { type: AuthenticationConstants.AudienceClaim, value: appId },
      { type: AuthenticationConstants.AppIdClaim, value: appId },
    ]);
    const client = await this.botFrameworkAuthentication
      .createConnectorFactory(identity)
      .create(serviceUrl, this.audience);
    this.tame(client, appId);
    sendLean(client, serviceUrl);
    return client;
  }

  /**
   * The library retries posts that Teams may have taken, follows redirects with the bot's token and waits for ever.
   * No option switches that off; https://github.com/microsoft/botbuilder-js is archived.
   */
  private tame(client: unknown, appId: string): void {
    const { pipeline } = (client as { client: { pipeline: Pipeline } }).client;
    pipeline.removePolicy({ name: 'defaultRetryPolicy' });
    pipeline.removePolicy({ name: 'redirectPolicy' });
    pipeline.addPolicy({
      name: 'deskTimeout',
      sendRequest: async (request, next) => {
        request.timeout = HTTP_TIMEOUT_MS;
        const response = await next(request);
        if (response.status === 401) await this.bots.faulted(appId, NOT_ACCEPTED);
        return response;
      },
    });
  }
}

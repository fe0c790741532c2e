/** Teams' client: what people do, told to the desk as Teams would. */
import {
  consentActivity,
  deleteActivity,
  editActivity,
  invokeActivity,
  messageActivity,
  reactionActivity,
  withMention,
  valueActivity,
  voiceActivity,
  type Activity,
  type Occasion,
} from './activities';
import { DESK_BOT, type SandboxBot } from '../state/bots';
import {
  type CardPress,
  type Consent,
  type Invoke,
  type InvokeAnswer,
  type SandboxMessage,
  type SandboxPerson,
  VOICE_NOTE,
} from '../state/contract';
import type { Desk } from './desk';
import { FILE_CONSENT, type Files, type UploadedFile } from './files';
import { answerOf, CARD, ownViewAsked, shownCard } from './invokeAnswer';
import { Refused } from '../state/refused';
import type { Place, State, StoredMessage } from '../state/state';

export interface Words {
  text?: string;
  value?: unknown;
  files?: UploadedFile[];
  /** Instead of words, a voice note. */
  voice?: boolean | undefined;
  /** The app ID of the bot they write to; the desk's own unless said. */
  bot?: string | undefined;
}

/** As many as the page shows. */
const CARDS_SEEN = 200;

export interface Post {
  text: string;
  mention?: boolean;
  threadId?: string;
}

export class Client {
  /** Whose own view of a card has been asked for, by what everybody sees of it. */
  private readonly asked = new WeakMap<object, Set<string>>();

  constructor(
    private readonly state: State,
    private readonly desk: Desk,
    private readonly files: Files,
    private readonly serviceUrl: string,
  ) {}

  person(id: string): SandboxPerson {
    const person = this.state.person(id);
    if (!person) throw new Refused(404, 'nobody here has that id; see /sandbox/api/world');
    return person;
  }

  bot(appId: string = DESK_BOT.appId): SandboxBot {
    const bot = this.state.bot(appId);
    if (!bot) throw new Refused(404, 'no bot here has that app ID; see /sandbox/api/world');
    return bot;
  }

  private occasion(person: SandboxPerson, place: Place): Occasion {
    return { serviceUrl: this.serviceUrl, person, place, now: new Date() };
  }

  /** The person writes to the bot in their personal chat. */
  async chat(personId: string, words: Words): Promise<SandboxMessage> {
    const person = this.person(personId);
    if (this.state.blocked.has(person.id)) throw new Refused(409, `${person.name} has blocked the bot`);
    if (this.state.removed.has(person.id)) throw new Refused(409, `${person.name} has removed the app`);
    const place = this.state.chat(person, this.bot(words.bot));
    this.state.remember(place.id);
    if (words.voice) return this.speak(person, place);
    const files = (words.files ?? []).map((file) => this.files.add(file));
    const shown = files.map((file) => file.shown);
    const message = this.write(person, place, words.text ?? '', true, shown);
    const said = { id: message.id, text: message.text, mention: false, attachments: files.map((file) => file.sent) };
    const at = this.occasion(person, place);
    const activity =
      words.value === undefined ? messageActivity(at, said) : valueActivity(at, message.id, words.value, null);
    return this.tell(message, activity);
  }

  private speak(person: SandboxPerson, place: Place): Promise<SandboxMessage> {
    const message = this.write(person, place, '', true, [{ contentType: VOICE_NOTE, name: 'Voice message' }]);
    return this.tell(message, voiceActivity(this.occasion(person, place), message.id));
  }

  /** The person writes in a channel; without a mention the bot does not hear of it. */
  async post(personId: string, channelId: string, words: Post): Promise<SandboxMessage> {
    const person = this.member(personId);
    const channel = this.state.place(channelId);
    if (channel?.kind !== 'channel') throw new Refused(404, 'there is no such channel; see /sandbox/api/world');
    const under = words.threadId ?? channel.threadId;
    const root = under === null ? null : this.state.message(channel.id, under);
    if (under !== null && !root) throw new Refused(404, 'there is no such thread in this channel');
    const threadId = root ? (root.threadId ?? root.id) : null;
    const mention = words.mention ?? false;
    const shown = mention ? withMention(words.text) : words.text;
    const message = this.write(person, { ...channel, threadId }, shown, mention);
    if (!mention) return message;
    const place: Place = { ...channel, threadId: threadId ?? message.id };
    const said = { id: message.id, text: words.text, mention, attachments: [] };
    return this.tell(message, messageActivity(this.occasion(person, place), said));
  }

  async edit(personId: string, messageId: string, text: string): Promise<SandboxMessage> {
    const { person, message, place } = this.own(personId, messageId);
    const mention = message.heard && place.kind === 'channel';
    this.state.update(message, { text: mention ? withMention(text) : text, editedAt: new Date().toISOString() });
    if (!message.heard) return message;
    const said = { id: message.id, text, mention, attachments: [] };
    return this.tell(message, editActivity(this.occasion(person, place), said));
  }

  async remove(personId: string, messageId: string): Promise<SandboxMessage> {
    const { person, message, place } = this.own(personId, messageId);
    this.state.update(message, { text: '', attachments: [], deletedAt: new Date().toISOString() });
    if (!message.heard) return message;
    return this.tell(message, deleteActivity(this.occasion(person, place), message.id));
  }

  /** The person puts a sign under a message, or takes it back; bots hear of those under their own. */
  async react(personId: string, messageId: string, sign: { type: string; on: boolean }): Promise<SandboxMessage> {
    const person = this.person(personId);
    const message = this.state.find(messageId);
    if (!message || message.deletedAt) throw new Refused(404, 'there is no such message');
    const place = this.placeOf(message);
    if (place.kind === 'channel') this.member(personId);
    else if (place.person !== person) throw new Refused(403, 'this is the chat of somebody else');
    const others = (message.reactions ?? []).filter(({ type, from }) => type !== sign.type || from.id !== person.id);
    const own = { type: sign.type, from: { id: person.id, name: person.name } };
    this.state.update(message, { reactions: sign.on ? [...others, own] : others });
    if (message.from.kind === 'person' || !message.heard) return message;
    const result = await this.desk.deliver(reactionActivity(this.occasion(person, place), message.id, sign));
    if (!result.ok) throw new Refused(502, result.reason);
    return message;
  }

  /** A press on an Action.Execute. A card in the answer is for this person alone. */
  async invoke(personId: string, press: Invoke): Promise<InvokeAnswer> {
    const { person, card, place } = this.pressed(personId, press);
    const { verb, data, trigger = 'manual' } = press;
    const activity = invokeActivity(this.occasion(person, place), { cardId: card.id, verb, data, trigger });
    const answer = answerOf(await this.desk.invoke(activity));
    if (answer.statusCode === 200 && answer.type === CARD) {
      this.state.show(card, person.id, shownCard(card.attachments, answer.value));
    }
    return answer;
  }

  /** The person looks at a conversation: Teams asks for their own view of the cards that name them, once a state. */
  async look(personId: string, conversationId: string): Promise<void> {
    const person = this.person(personId);
    const place = this.state.place(conversationId);
    if (place?.kind !== 'channel') return;
    for (const { id } of this.state.messages(place, null, CARDS_SEEN)) {
      const card = this.state.message(place.id, id);
      const view = card && !card.deletedAt ? ownViewAsked(card.attachments, person.teamsId) : null;
      if (!card || !view) continue;
      const drawn = card.attachments;
      const people = this.asked.get(drawn) ?? new Set<string>();
      if (people.has(person.id)) continue;
      this.asked.set(drawn, people.add(person.id));
      const press = { cardId: card.id, ...view, trigger: 'automatic' } as const;
      const activity = invokeActivity(this.occasion(person, this.placeOf(card)), press);
      const answer = answerOf(await this.desk.invoke(activity));
      // Changed for everybody meanwhile: the next look asks again.
      if (answer.statusCode !== 200 || answer.type !== CARD || card.attachments !== drawn) continue;
      this.state.show(card, person.id, shownCard(drawn, answer.value));
    }
  }

  /** A press on a button of a card that is not an Adaptive Card, the way Teams tells of it. */
  async pressAction(personId: string, press: CardPress): Promise<void> {
    const { person, card, place } = this.pressed(personId, press);
    const { type, value, text, displayText } = press.action;
    const isBack = type === 'messageBack';
    const shown = isBack ? displayText : value;
    const words = typeof shown === 'string' ? shown : '';
    const id = words === '' ? this.state.nextId() : this.write(person, place, words, true).id;
    const said = isBack ? { text: typeof text === 'string' ? text : '', value } : { text: words };
    const activity = { ...valueActivity(this.occasion(person, place), id, undefined, card.id), ...said };
    const result = await this.desk.deliver(activity);
    if (!result.ok) throw new Refused(502, result.reason);
  }

  /** The person takes a file a bot offers, or does not; Teams' client then shows what they chose. */
  async consent(personId: string, { conversationId, messageId, accept }: Consent): Promise<void> {
    const { person, card, place } = this.pressed(personId, { conversationId, messageId });
    const offer = card.attachments.find(({ contentType }) => contentType === FILE_CONSENT);
    if (!offer) throw new Refused(404, 'this message offers no file');
    const content = (offer.content ?? {}) as { acceptContext?: unknown; declineContext?: unknown };
    const name = offer.name ?? 'file';
    const activity = consentActivity(this.occasion(person, place), {
      cardId: card.id,
      action: accept ? 'accept' : 'decline',
      context: accept ? content.acceptContext : content.declineContext,
      uploadInfo: accept ? this.files.await(name) : null,
    });
    const { status } = await this.desk.invoke(activity);
    if (status >= 300) throw new Refused(502, `the desk answered ${status}`);
    const chosen = { ...offer, content: { ...content, chosen: accept ? 'accepted' : 'declined' } };
    this.state.update(card, { attachments: card.attachments.map((one) => (one === offer ? chosen : one)) });
  }

  /** A press on an Action.Submit. */
  async submit(personId: string, press: Invoke): Promise<void> {
    const { person, card, place } = this.pressed(personId, press);
    const activity = valueActivity(this.occasion(person, place), this.state.nextId(), press.data, card.id);
    const result = await this.desk.deliver(activity);
    if (!result.ok) throw new Refused(502, result.reason);
  }

  private member(personId: string): SandboxPerson {
    const person = this.person(personId);
    if (person.role === 'customer') throw new Refused(403, `${person.name} is not in the team`);
    return person;
  }

  private own(personId: string, messageId: string): { person: SandboxPerson; message: StoredMessage; place: Place } {
    const person = this.person(personId);
    const message = this.state.find(messageId);
    if (!message || message.deletedAt) throw new Refused(404, 'there is no such message');
    if (message.from.id !== person.id) throw new Refused(403, 'people change their own messages only');
    return { person, message, place: this.placeOf(message) };
  }

  private pressed(
    personId: string,
    press: Pick<Invoke, 'conversationId' | 'messageId'>,
  ): { person: SandboxPerson; card: StoredMessage; place: Place } {
    const person = this.person(personId);
    const where = this.state.place(press.conversationId);
    const card = where && this.state.message(where.id, press.messageId);
    if (!where || !card || card.deletedAt) throw new Refused(404, 'there is no such card in this conversation');
    if (where.kind === 'channel') this.member(personId);
    else if (where.person !== person) throw new Refused(403, 'this is the chat of somebody else');
    else if (!card.heard) throw new Refused(409, 'the desk is not in this chat');
    return { person, card, place: this.placeOf(card) };
  }

  /** Where Teams says a message is: a channel's root message is in the thread it begins. */
  private placeOf(message: StoredMessage): Place {
    const place = this.state.place(message.conversationId);
    if (!place) throw new Refused(404, 'there is no such conversation');
    return place.kind === 'personal' ? place : { ...place, threadId: message.threadId ?? message.id };
  }

  private write(
    person: SandboxPerson,
    place: Place,
    text: string,
    heard: boolean,
    attachments: SandboxMessage['attachments'] = [],
  ): StoredMessage {
    const message: StoredMessage = {
      id: this.state.nextId(),
      conversationId: place.id,
      threadId: place.threadId,
      from: { id: person.id, name: person.name, kind: 'person' },
      text,
      textFormat: 'plain',
      attachments,
      suggestedActions: [],
      sentAt: new Date().toISOString(),
      editedAt: null,
      deletedAt: null,
      undelivered: null,
      heard,
    };
    this.state.add(message);
    return message;
  }

  /** Waits until the desk has acknowledged; a message it did not take stays and says so. */
  private async tell(message: StoredMessage, activity: Activity): Promise<SandboxMessage> {
    const result = await this.desk.deliver(activity);
    if (result.ok) return message;
    this.state.update(message, { undelivered: result.reason });
    throw new Refused(502, result.reason);
  }
}

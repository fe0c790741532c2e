/** Closed sets of words that more than one shape speaks of; each is written here and nowhere else. */
import { z } from 'zod';

export const EscalationStatus = z.enum(['waiting', 'claimed', 'resolved', 'abandoned']);
export type EscalationStatus = z.infer<typeof EscalationStatus>;

/** Who does or says something: a person, a bot, or the desk itself. */
export const ActorKind = z.enum(['customer', 'bot', 'agent', 'system']);
export type ActorKind = z.infer<typeof ActorKind>;

/** What can happen to an escalation. */
export const EventType = z.enum([
  'opened',
  'claimed',
  'released',
  'transferred',
  'resolved',
  'abandoned',
  'overdue',
  'warned',
  'asked',
  'put_on_hold',
  'continued',
  'hold_ran_out',
  'offered',
  'passed',
  'consulted',
  'joined',
  'left',
  'card_posted',
  'card_failed',
  'rated',
  'bot_rated',
  'survey_failed',
  'erased',
]);
export type EventType = z.infer<typeof EventType>;

/** Of these a bot hears; what goes on among agents is not its business. */
export const BotEventType = EventType.extract([
  'claimed',
  'released',
  'transferred',
  'put_on_hold',
  'continued',
  'resolved',
  'abandoned',
]);
export type BotEventType = z.infer<typeof BotEventType>;

/** How far the alarm about an escalation nobody claims has gone. */
export const Alarm = z.enum(['none', 'onCall', 'secondQueue', 'managers']);
export type Alarm = z.infer<typeof Alarm>;

/** What somebody is to an escalation: had it, was asked for advice, came into the chat. */
export const Role = z.enum(['owner', 'consulted', 'joined']);
export type Role = z.infer<typeof Role>;

/** How a Teams bot is registered with Microsoft. */
export const BotType = z.enum(['SingleTenant', 'UserAssignedMSI', 'MultiTenant']);
export type BotType = z.infer<typeof BotType>;

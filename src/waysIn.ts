/** The ways in: one for each kind of connection. A new one is a folder of intake/ and a line here. */
import type { ConnectionKind } from './contract/api';
import { copilotStudioTeams } from './intake/agents/wayIn';
import { copilotStudio } from './intake/directLine/wayIn';
import { rest } from './intake/rest/wayIn';
import { botFramework } from './intake/skill/wayIn';
import type { WayIn } from './intake/wayIn';

export type WaysIn = Readonly<Record<ConnectionKind, WayIn>>;

export const WAYS_IN: WaysIn = { copilotStudio, copilotStudioTeams, botFramework, rest };

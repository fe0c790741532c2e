import { Suspense, useEffect, useState, type RefObject } from 'react';
import { lazily } from '../parts/lazily';
import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import { MoreHorizontalRegular, PanelRightRegular } from '@fluentui/react-icons';
import type { Escalation } from '../../src/contract/api';
import type { TranscriptTools } from './transcript/Log';
import { wordsOf } from '../desk/apiError';
import { perform, useCommands } from '../keyboard/commands';
import { Hinted } from '../keyboard/Hinted';
import { type KeyHint, useHint } from '../keyboard/hints';
import { useReading } from '../desk/useReading';
import { useVerb } from '../desk/useVerbs';
import { useNotice } from '../parts/Notice';
import { useYou } from '../parts/you';
import { type AskedVerb, fetchDialogs, VerbDialog } from '../verbs/VerbDialog';
import { commonWords } from '../words/common';
import { conversationWords } from '../words/conversation';
import { exportWords } from '../words/exports';
import { transcriptWords } from '../words/transcript';
import type { Unsent } from './UnsentDialog';

const unsentDialog = () => import('./UnsentDialog');
const TranscriptDialog = lazily(() => import('../verbs/TranscriptDialog').then((all) => all.TranscriptDialog));
const UnsentDialog = lazily(() => unsentDialog().then((all) => all.UnsentDialog));

/** By then one has read the conversation, and a dialog may be wanted at once. */
const READ_MS = 1_500;

const TOOLS = ['find', 'toStart', 'toDate', 'copy', 'print'] as const;

interface ActionsProps {
  escalation: Escalation;
  /** Words one has written here that have not been sent; null: none. */
  unsent: Unsent | null;
  detailsShown: boolean;
  onDetails: () => void;
  /** Of the transcript, once it is there. */
  tools: RefObject<TranscriptTools | null>;
  onAudit: (number: number) => void;
}

/** The verbs one may do now, as the server says in `can`; claiming is offered where one would write. */
export function Actions({ escalation, unsent, detailsShown, onDetails, tools, onAudit }: ActionsProps) {
  const { can, id } = escalation;
  const { say } = useNotice();
  const attendance = useVerb(id);
  const [asked, setAsked] = useState<AskedVerb | null>(null);
  // Asked for while words are unsent: those first.
  const [put, setPut] = useState<AskedVerb | null>(null);
  const ask = (verb: AskedVerb) => (unsent && verb !== 'consult' && verb !== 'hold' ? setPut(verb) : setAsked(verb));
  const [exports, setExports] = useState(false);
  const { me, isManager } = useYou();
  const { unread } = useReading(id);
  const hints = {
    consult: useHint('consult'),
    hold: useHint('hold'),
    markUnread: useHint('markUnread'),
    find: useHint('find'),
    palette: useHint('palette'),
  };
  const transferWords = escalation.status === 'waiting' ? conversationWords.assign : conversationWords.transfer;
  const isPart = escalation.assignee?.id === me.id || escalation.colleagues.some((colleague) => colleague.id === me.id);
  const mayMarkUnread = isPart && !escalation.endedAt && escalation.lastCustomerSeq > 0;
  const mayAct = can.transfer || can.resolve || can.release || can.consult;
  useEffect(() => {
    if (!mayAct) return;
    const timer = setTimeout(() => {
      fetchDialogs();
      unsentDialog().catch(() => undefined); // Tried again when it is wanted.
    }, READ_MS);
    return () => clearTimeout(timer);
  }, [mayAct]);
  const handleAttendance = (verb: 'join' | 'leave' | 'continue') =>
    attendance.mutate({ verb }, { onError: (error) => say('error', wordsOf(error)) });
  const markUnread = () => void unread().catch((error: unknown) => say('error', wordsOf(error)));
  useCommands(
    {
      resolve: can.resolve && (() => ask('resolve')),
      transfer: can.transfer && (() => ask('transfer')),
      release: can.release && (() => ask('release')),
      consult: can.consult && (() => ask('consult')),
      hold: can.hold && (() => ask('hold')),
      markUnread: mayMarkUnread && markUnread,
      details: onDetails,
    },
    id,
  );
  return (
    <>
      {can.resolve && (
        <Hinted command="resolve" words={conversationWords.resolve}>
          {/* Of somebody else's chat it is not what one came for. */}
          <Button
            size="small"
            appearance={escalation.assignee?.id === me.id ? 'primary' : 'secondary'}
            onClick={() => ask('resolve')}
            data-testid="resolve"
          >
            {conversationWords.resolve}
          </Button>
        </Hinted>
      )}
      {can.transfer && (
        <Hinted command="transfer" words={transferWords}>
          <Button size="small" onClick={() => ask('transfer')} data-testid="transfer">
            {transferWords}
          </Button>
        </Hinted>
      )}
      {can.release && (
        <Hinted command="release" words={conversationWords.release}>
          <Button size="small" onClick={() => ask('release')} data-testid="release">
            {conversationWords.release}
          </Button>
        </Hinted>
      )}
      {can.leave && (
        <Button
          size="small"
          disabledFocusable={attendance.isPending}
          onClick={() => handleAttendance('leave')}
          data-testid="leave"
        >
          {conversationWords.leave}
        </Button>
      )}
      <Menu positioning="below-end">
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={conversationWords.more} relationship="label">
            <Button size="small" appearance="subtle" icon={<MoreHorizontalRegular />} data-testid="more-actions" />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {can.hold && (
              <MenuItem
                subText={conversationWords.holdMeans}
                {...keyBeside(hints.hold)}
                onClick={() => ask('hold')}
                data-testid="hold"
              >
                {escalation.onHold ? conversationWords.holdLonger : conversationWords.hold}
              </MenuItem>
            )}
            {can.continue && (
              <MenuItem
                subText={conversationWords.continueMeans}
                disabled={attendance.isPending}
                onClick={() => handleAttendance('continue')}
                data-testid="continue"
              >
                {conversationWords.continue}
              </MenuItem>
            )}
            {can.consult && (
              <MenuItem
                subText={conversationWords.askForAdviceMeans}
                {...keyBeside(hints.consult)}
                onClick={() => ask('consult')}
                data-testid="consult"
              >
                {conversationWords.askForAdvice}
              </MenuItem>
            )}
            {mayMarkUnread && (
              <MenuItem
                subText={conversationWords.markUnreadMeans}
                {...keyBeside(hints.markUnread)}
                onClick={markUnread}
                data-testid="mark-unread"
              >
                {conversationWords.markUnread}
              </MenuItem>
            )}
            {can.join && (
              <MenuItem
                subText={conversationWords.joinMeans}
                disabled={attendance.isPending}
                onClick={() => handleAttendance('join')}
                data-testid="join"
              >
                {conversationWords.join}
              </MenuItem>
            )}
            {(can.hold || can.continue || can.consult || can.join || mayMarkUnread) && <MenuDivider />}
            <MenuItem {...keyBeside(hints.palette)} onClick={() => perform('palette')} data-testid="open-palette-here">
              {commonWords.palette}
            </MenuItem>
            {TOOLS.map((tool) => (
              <MenuItem
                key={tool}
                {...(tool === 'find' && keyBeside(hints.find))}
                onClick={() => tools.current?.[tool]()}
                data-testid={`tool-${tool}`}
              >
                {transcriptWords.tools[tool]}
              </MenuItem>
            ))}
            <MenuItem onClick={() => setExports(true)} data-testid="export-transcript">
              {exportWords.transcript.menu}
            </MenuItem>
            {isManager && (
              <MenuItem onClick={() => onAudit(escalation.number)} data-testid="audit-of-chat">
                {conversationWords.whoLooked}
              </MenuItem>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
      <Hinted
        command="details"
        words={detailsShown ? conversationWords.hideDetails : conversationWords.showDetails}
        isIcon
      >
        <Button
          size="small"
          appearance="subtle"
          icon={<PanelRightRegular />}
          aria-expanded={detailsShown}
          onClick={onDetails}
          data-testid="toggle-details"
        />
      </Hinted>
      {put && (
        <Suspense>
          <UnsentDialog
            unsent={unsent ?? NOTHING_UNSENT}
            onGoOn={() => {
              setPut(null);
              setAsked(put);
            }}
            onClose={() => setPut(null)}
          />
        </Suspense>
      )}
      {exports && (
        <Suspense>
          <TranscriptDialog escalation={escalation} onClose={() => setExports(false)} />
        </Suspense>
      )}
      <VerbDialog verb={asked} escalation={escalation} onClose={() => setAsked(null)} />
    </>
  );
}

/** Of a menu's item: shown, and told to screen readers. */
const keyBeside = (hint: KeyHint | undefined) =>
  hint && { secondaryContent: hint.text, 'aria-keyshortcuts': hint.aria };

/** All of it has gone out. */
const nothing = () => {};
const NOTHING_UNSENT: Unsent = {
  written: [],
  outgoing: [],
  obstacle: null,
  onSend: nothing,
  onKeep: nothing,
  onDiscard: nothing,
};

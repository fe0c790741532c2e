import { Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { lazily } from '../parts/lazily';
import { Button, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { ArrowLeftRegular, SearchRegular } from '@fluentui/react-icons';
import type { Escalation, Message } from '../../src/contract/api';
import { ApiError, isOutOfSight, wordsOf } from '../desk/apiError';
import { deskNow } from '../desk/clock';
import { useEscalation } from '../desk/useDesk';
import { useVerb } from '../desk/useVerbs';
import { StatePanel, Failed, LoadingRows } from '../parts/StatePanels';
import { useNotice } from '../parts/Notice';
import { useIsVeryWide, useIsWide } from '../parts/useMedia';
import { refusalWords } from '../parts/states';
import { useLocale, useYou } from '../parts/you';
import { Actions } from './Actions';
import { Composer } from './composer/Composer';
import { KeptDraft } from './composer/KeptDraft';
import { useConversationStyles } from './Conversation.styles';
import { Gate } from './Gate';
import { Header } from './Header';
import type { TranscriptTools } from './transcript/Log';
import { Transcript } from './transcript/Transcript';
import { useDraft } from './composer/useDraft';
import { useUploads } from './composer/useUploads';
import { clearWriting, putBack } from './composer/writing';
import { unsentOf } from './unsentOf';
import { uploadsOf } from './composer/uploads';
import { useDrop } from './useDrop';
import { useFollowFromElsewhere } from './useFollowFromElsewhere';
import { DetailsPanel } from './details/DetailsPanel';
import { useSending } from './composer/useSending';
import { useUndo } from './useUndo';
import type { Outgoing } from './messages/outgoing';
import type { Written } from './messages/sending';
import { commonWords } from '../words/common';
import { composerWords } from '../words/composer';
import { conversationWords } from '../words/conversation';

/** Beside the chat, never before it. */
const EditMessage = lazily(() => import('./EditMessage').then(({ EditMessage }) => EditMessage));
const HoldBanner = lazily(() => import('./HoldBanner').then(({ HoldBanner }) => HoldBanner));
const Details = lazily(() => import('./details/Details').then(({ Details }) => Details));

interface ConversationProps {
  id: string;
  /** Just claimed: straight to writing. */
  compose: boolean | null;
  /** No list beside it: its heading is the page's. */
  alone: boolean;
  /** One comes to read what happened. */
  inHistory: boolean;
  /** Absent while the list stays in view. */
  onBack: (() => void) | undefined;
  onOpen: (escalationId: string) => void;
  /** For managers: what the audit has of the chat with this number. */
  onAudit: (number: number) => void;
}

export function Conversation(props: ConversationProps) {
  const { id, onBack } = props;
  const styles = useConversationStyles();
  const { data, error, refetch } = useEscalation(id);
  const isUnknown = isOutOfSight(error);
  // What was read before it was taken away is read no longer, either.
  if (data && !isUnknown) return <Opened {...props} escalation={data} />;
  return (
    <div className={styles.failed}>
      {onBack && (
        <div className={styles.backRow}>
          <Button appearance="subtle" icon={<ArrowLeftRegular />} onClick={onBack} data-testid="back">
            {commonWords.back}
          </Button>
        </div>
      )}
      {isUnknown && (
        <StatePanel fill title={conversationWords.unknown} picture={<SearchRegular />} testId="not-found">
          {conversationWords.unknownWhy}
        </StatePanel>
      )}
      {error && !isUnknown && (
        <Failed fill what={conversationWords.failed} error={error} onRetry={() => void refetch()} />
      )}
      {!error && <LoadingRows count={6} label={conversationWords.loading} />}
    </div>
  );
}

function Opened({
  id,
  escalation,
  compose,
  alone,
  inHistory,
  onBack,
  onOpen,
  onAudit,
}: ConversationProps & { escalation: Escalation }) {
  const styles = useConversationStyles();
  const locale = useLocale();
  const { me, isManager } = useYou();
  const { say } = useNotice();
  const isVeryWide = useIsVeryWide();
  const isWide = useIsWide();
  // No list beside it leaves room for them.
  const areBeside = inHistory ? isWide : isVeryWide;
  const [wantsDetails, setWantsDetails] = useState<boolean | null>(null);
  const detailsShown = wantsDetails ?? areBeside;
  useFollowFromElsewhere(escalation);
  const { outgoing, sending } = useSending(id);
  const { can, assignee } = escalation;
  const { draft, elsewhere, quoting, drafts, setMode, setTextOf } = useDraft(id, can.reply || can.note);
  const claim = useVerb(id);
  const [writesNote, setWritesNote] = useState(false);
  const [justClaimed, setJustClaimed] = useState(compose ?? false);
  // Straight to writing, where no keyboard comes up over the words by it.
  const [writesAtOnce] = useState(
    () => compose ?? (escalation.assignee?.id === me.id && escalation.can.reply && hasKeyboard()),
  );
  const [takenBack, setTakenBack] = useState(0);
  const [editing, setEditing] = useState<Message | null>(null);
  const handleQuote = useCallback(
    (message: Message) => {
      setMode('reply');
      drafts.quote(message);
    },
    [setMode, drafts],
  );
  const tools = useRef<TranscriptTools>(null);
  // Managers may have a word with the owner that colleagues do not read.
  const whisperTo = isManager && escalation.status === 'claimed' && assignee?.id !== me.id ? assignee : null;
  const showsComposer = can.reply || (can.note && writesNote);
  const writes = can.reply ? draft.mode : 'note';
  const refused = (words: string) => say('warning', words);
  const drop = useDrop((files) =>
    showsComposer ? uploadsOf(id, writes).add(files, locale, refused) : refused(composerWords.dropNowhere),
  );

  useEffect(() => {
    // Whoever was writing and has nothing left to write in hears where they are.
    if (!showsComposer && document.activeElement === document.body) focusHeading();
  }, [showsComposer]);
  const uploads = { reply: useUploads(id, 'reply'), note: useUploads(id, 'note') };
  const files = { reply: uploads.reply.files, note: uploads.note.files };
  const sendOff = (written: Written, holdMs = 0) => {
    sending.write(written, holdMs);
    clearWriting(id, written.kind);
  };
  const takeBack = useCallback(
    (item: Outgoing) => {
      const taken = sending.takeBack(item.clientMessageId);
      if (taken) putBack(id, taken);
    },
    [sending, id],
  );
  const { holdMs, undo } = useUndo({ mayReply: can.reply, outgoing, sending, drafts, takeBack });

  const handleClaim = () =>
    claim.mutate(
      { verb: 'claim' },
      {
        onSuccess: () => {
          setWritesNote(false);
          setJustClaimed(true);
        },
        onError: (error) =>
          say(
            'info',
            error instanceof ApiError
              ? refusalWords(error, escalation.customer.name, deskNow(), locale)
              : wordsOf(error),
          ),
      },
    );
  return (
    <div className={styles.whole} data-testid="conversation" data-escalation={id}>
      {/* The drawer covers it on a phone: what cannot be seen cannot be reached either. */}
      <div className={styles.talk} inert={detailsShown && !isWide} {...drop.target}>
        {drop.isDropping && showsComposer && <div className={styles.drop}>{composerWords.dropHere[writes]}</div>}
        <Header escalation={escalation} onBack={onBack} alone={alone} leaveFocus={writesAtOnce}>
          <Actions
            escalation={escalation}
            unsent={unsentOf({ escalation, draft, files, quoting, whisperTo, outgoing, sending, sendOff, takeBack })}
            detailsShown={detailsShown}
            onDetails={() => setWantsDetails(!detailsShown)}
            tools={tools}
            onAudit={onAudit}
          />
        </Header>
        {escalation.lane.blocked && <LaneBanner reason={escalation.lane.reason} />}
        {escalation.onHold && (
          <Suspense fallback={null}>
            <HoldBanner escalation={escalation} />
          </Suspense>
        )}
        <Transcript
          escalation={escalation}
          outgoing={outgoing}
          sending={sending}
          onTakeBack={(item) => {
            takeBack(item);
            // The button went with what it did.
            setTakenBack((times) => times + 1);
          }}
          onQuote={handleQuote}
          onEdit={setEditing}
          tools={tools}
        />
        {(['reply', 'note'] as const).map(
          (kind) =>
            (kind === 'reply' ? !can.reply : !showsComposer) &&
            (draft[kind].trim() !== '' || uploads[kind].files.length > 0) && (
              <KeptDraft
                key={kind}
                kind={kind}
                text={draft[kind]}
                files={uploads[kind].files}
                onText={(text) => setTextOf(kind, text)}
                onRemoveFile={uploads[kind].remove}
                onDiscard={() => clearWriting(id, kind)}
              />
            ),
        )}
        {showsComposer ? (
          <Composer
            escalation={escalation}
            draft={draft}
            elsewhere={elsewhere}
            drafts={drafts}
            whisperTo={whisperTo}
            quoting={quoting}
            onUnquote={() => drafts.quote(null)}
            onWrite={(written) => sendOff(written, holdMs(written.kind))}
            onUndo={undo}
            takenBack={takenBack}
            focusNow={writesAtOnce || justClaimed || writesNote}
          />
        ) : (
          <Gate
            escalation={escalation}
            isClaiming={claim.isPending}
            onClaim={handleClaim}
            onNote={() => setWritesNote(true)}
          />
        )}
      </div>
      {editing && (
        <Suspense>
          <EditMessage key={editing.seq} message={editing} escalationId={id} onClose={() => setEditing(null)} />
        </Suspense>
      )}
      {detailsShown && (
        <DetailsPanel asDrawer={!areBeside} onClose={() => setWantsDetails(false)}>
          <Details
            escalation={escalation}
            storyFirst={inHistory}
            onGo={(seq) => {
              if (!areBeside) setWantsDetails(false);
              tools.current?.to(seq);
            }}
            onOpen={onOpen}
          />
        </DetailsPanel>
      )}
    </div>
  );
}

const hasKeyboard = (): boolean => !window.matchMedia('(pointer: coarse)').matches;

function LaneBanner({ reason }: { reason: string | null }) {
  const styles = useConversationStyles();
  return (
    <MessageBar intent="error" layout="multiline" className={styles.banner} data-testid="lane-blocked">
      <MessageBarBody className={styles.bannerWords}>
        <MessageBarTitle>{conversationWords.laneBlocked}</MessageBarTitle>
        {reason ?? conversationWords.laneRefused}
      </MessageBarBody>
    </MessageBar>
  );
}

const focusHeading = () => [...document.querySelectorAll<HTMLElement>('[data-heading]')].at(-1)?.focus();

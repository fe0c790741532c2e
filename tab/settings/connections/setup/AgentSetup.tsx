import { useState } from 'react';
import type { Connection } from '../../../../src/contract/api';
import type { AgentFiles } from '../../../../src/contract/agentFiles';
import { AskDialog } from '../../../parts/AskDialog';
import { Failed, LoadingRows } from '../../../parts/StatePanels';
import { agentSetupWords as words } from '../../../words/settings/agentSetup';
import { settingsWords } from '../../../words/settings/common';
import { Copyable } from '../../parts/Copyable';
import { useSettingsStyles } from '../../parts/Settings.styles';
import { FileToTake } from './FileToTake';
import { type Key, Keys } from './Keys';
import { RevokeKey } from './RevokeKey';
import { useAgentFiles, useWithKeys } from './useAgentSetup';

/** What a Copilot Studio agent in Teams calls with, and what its maker takes along. */
export function AgentSetup({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const [revokes, setRevokes] = useState<Key | null>(null);
  // Beside each other: what is confirmed in one dialog would be heard by the one around it.
  return (
    <>
      <AskDialog
        title={words.title(connection)}
        confirm={settingsWords.done}
        busy=""
        testId="agent-setup"
        wide
        isPending={false}
        error={null}
        dismiss={null}
        stays
        onConfirm={onClose}
        onClose={onClose}
      >
        <SetupOf connection={connection} onRevoke={setRevokes} />
      </AskDialog>
      {revokes && <RevokeKey connectionId={connection.id} of={revokes} onClose={() => setRevokes(null)} />}
    </>
  );
}

function SetupOf({ connection: given, onRevoke }: { connection: Connection; onRevoke: (key: Key) => void }) {
  const styles = useSettingsStyles();
  const connection = useWithKeys(given);
  const { data: files, error, refetch } = useAgentFiles(given.id);
  return (
    <div className={styles.form}>
      <div>{words.lead}</div>
      <Keys connection={connection} onRevoke={onRevoke} />
      <section aria-labelledby="setup-ways" className={styles.form}>
        <h3 className={styles.title} id="setup-ways">
          {words.ways}
        </h3>
        {!files && !error && <LoadingRows count={2} label={words.loading} />}
        {!files && error && <Failed quiet what={words.failed} error={error} onRetry={() => void refetch()} />}
        {files && (
          <>
            <Copyable
              label={words.handoffsUrl}
              hint={words.handoffsUrlHint}
              value={files.handoffsUrl}
              testId="agent-url"
            />
            <FileToTake
              label={words.topic}
              hint={words.topicHint}
              name="ask-for-person.topic.yaml"
              content={files.topic}
              testId="agent-topic"
            />
            <Copyable label={words.mcpUrl} hint={words.mcpUrlHint} value={files.mcpUrl} testId="mcp-url" />
            <FileToTake
              label={words.mcpConnector}
              hint={words.mcpConnectorHint}
              name="handoff-desk-mcp.swagger.json"
              content={files.mcpConnector}
              testId="mcp-connector"
            />
            <FileToTake
              label={words.instructions}
              hint={words.instructionsHint}
              name="instructions.txt"
              content={files.instructions}
              testId="agent-instructions"
            />
            <FileToTake
              label={words.connector}
              hint={words.connectorHint}
              name="handoff-desk.swagger.json"
              content={files.connector}
              testId="agent-connector"
            />
          </>
        )}
        <div className={styles.quiet}>{words.honest}</div>
      </section>
      {files && <Connected {...files.connected} />}
    </div>
  );
}

/** What the dialog that adds a connected agent asks for. */
function Connected({ endpoint, name, description, resource }: AgentFiles['connected']) {
  const styles = useSettingsStyles();
  return (
    <section aria-labelledby="setup-connected" className={styles.form}>
      <h3 className={styles.title} id="setup-connected">
        {words.connected}
      </h3>
      <div>{words.connectedLead}</div>
      <Copyable label={words.endpoint} value={endpoint} testId="connected-endpoint" />
      <Copyable label={words.connectedName} value={name} testId="connected-name" />
      <FileToTake
        label={words.description}
        hint={words.descriptionHint}
        name="description.txt"
        content={description}
        testId="connected-description"
      />
      <Copyable label={words.resource} hint={words.resourceHint} value={resource} testId="connected-resource" />
      <div className={styles.quiet}>{words.connectedHonest}</div>
    </section>
  );
}

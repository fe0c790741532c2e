import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  mergeClasses,
  MessageBar,
  MessageBarBody,
  OverlayDrawer,
  Spinner,
  Text,
} from '@fluentui/react-components';
import { Dismiss24Regular } from '@fluentui/react-icons/svg/dismiss';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failed } from './Failed';

const useStyles = makeStyles({
  drawer: { maxWidth: '100vw' },
  list: { display: 'flex', flexDirection: 'column', gap: '12px', padding: '12px 0 20px' },
});

interface Props {
  title: string;
  label?: string;
  className?: string;
  words: string;
  /** What the switches are read from, in words while they are. */
  query: Pick<UseQueryResult, 'isPending' | 'isLoadingError' | 'error' | 'refetch'>;
  reading: string;
  unreadable: string;
  change: Pick<UseMutationResult, 'error'>;
  onClose: () => void;
  /** The switches, once they are read. */
  children: ReactNode;
}

/** Switches of the stand-in at the side of the page: read, changed, and told when either fails. */
export function SwitchDrawer(props: Props) {
  const styles = useStyles();
  const { title, query, change, onClose, children } = props;
  return (
    <OverlayDrawer
      className={mergeClasses(styles.drawer, props.className)}
      position="end"
      open
      onOpenChange={(_event, data) => !data.open && onClose()}
      aria-label={props.label ?? title}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={<Button appearance="subtle" aria-label="Close" icon={<Dismiss24Regular />} onClick={onClose} />}
        >
          {title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <Text>{props.words}</Text>
        {query.isPending && <Spinner label={props.reading} />}
        {query.isLoadingError && (
          <Failed what={props.unreadable} error={query.error} onRetry={() => void query.refetch()} />
        )}
        {change.error && (
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>Not changed. {change.error.message}</MessageBarBody>
          </MessageBar>
        )}
        {children && <div className={styles.list}>{children}</div>}
      </DrawerBody>
    </OverlayDrawer>
  );
}

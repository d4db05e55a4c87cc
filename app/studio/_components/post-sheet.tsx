import { useState } from 'react'
import { copyText } from '../../../lib/client/live/copy-text.ts'
import type { OwnPost } from '../../../lib/client/outbox/apply-outbox.ts'
import { mayChange } from '../../../lib/client/outbox/change-posts.ts'
import { clockTime } from '../../../lib/shared/clock-time.ts'
import { Problem } from '../../_look/field.tsx'
import { Icon } from '../../_look/icon.tsx'
import type { CastSheetProps } from './cast-sheets.tsx'
import { DeletePost } from './delete-post.tsx'
import { EditPost } from './edit-post.tsx'
import menu from './menu-sheet.module.css'
import styles from './post-sheet.module.css'
import type { Removal } from './removed-toast.tsx'
import { Sheet } from './sheet.tsx'
import { closeSheet } from './studio-address.ts'
import { useKept } from './use-kept.ts'

/** What can be done with one post. */
export function PostSheet({ place, cast, post, actions, removal }: PostSheetProps) {
  const [part, setPart] = useState<'menu' | 'edit' | 'delete'>('menu')
  const close = () => closeSheet({ ...place, post: undefined })
  const title = `Post at ${clockTime(post.capturedAt, cast.timeZone)}`
  return (
    <Sheet title={part === 'edit' ? `Edit: ${title.toLowerCase()}` : title} onClose={close}>
      {part === 'edit' ? (
        <EditPost {...{ post, actions }} lang={cast.lang} onDone={close} />
      ) : (
        <>
          <blockquote className={styles.quote} lang={cast.lang} dir="auto">
            {post.key !== null && post.key !== post.text && <b>{post.key} </b>}
            {post.text}
          </blockquote>
          {part === 'delete' ? (
            <DeletePost {...{ post, actions }} onDone={close} onKeep={() => setPart('menu')} />
          ) : (
            <PostMenu {...{ cast, post, actions, removal }} onPart={setPart} onDone={close} />
          )}
        </>
      )}
    </Sheet>
  )
}

interface PostSheetProps extends CastSheetProps {
  post: OwnPost
  removal: Removal
}

interface PostMenuProps extends Omit<PostSheetProps, 'place'> {
  onPart: (part: 'edit' | 'delete') => void
  onDone: () => void
}

function PostMenu({ cast, post, actions, removal, onPart, onDone }: PostMenuProps) {
  const { problem, attempt } = useKept()
  const isUnsent = post.standing.at === 'phone' && post.standing.change === 'publish'
  const run = async (writing: Promise<unknown>) => {
    if (await attempt(writing)) onDone()
  }
  if (isBeingRemoved(post)) {
    return (
      <div className={menu.menu}>
        <Item icon="retry" name="Keep it after all" onPress={() => void run(actions.keep(post.id))}>
          The deletion has not left this phone.
        </Item>
        <Problem id="post-problem">{problem}</Problem>
      </div>
    )
  }
  return (
    <div className={menu.menu}>
      <Item icon="pencil" name="Edit" onPress={() => onPart('edit')}>
        {isUnsent ? 'It goes out with the new text.' : 'Viewers see the new text, marked “edited”.'}
      </Item>
      <CopyItem text={post.text} name="Copy text" />
      {post.known !== null && <CopyItem text={`${location.origin}/c/${cast.slug}/p/${post.id}`} name="Copy link" />}
      {isUnsent ? (
        <Item icon="bin" name="Remove" onPress={() => void run(removal.remove(post.id))}>
          {isOnThisPhone(post)
            ? 'You can undo it.'
            : 'You can undo it. If it has arrived already, it goes from there too.'}
        </Item>
      ) : (
        <Item icon="bin" name="Delete…" onPress={() => onPart('delete')} />
      )}
      <Problem id="post-problem">{problem}</Problem>
    </div>
  )
}

/** The server cannot have it. */
function isOnThisPhone({ standing }: OwnPost): boolean {
  return standing.at === 'phone' && standing.change === 'publish' && mayChange(standing.entry)
}

function isBeingRemoved({ standing }: OwnPost): boolean {
  return standing.at === 'phone' && standing.change === 'remove' && mayChange(standing.entry)
}

interface ItemProps {
  icon: 'pencil' | 'bin' | 'copy' | 'link' | 'retry'
  name: string
  children?: string
  onPress: () => void
}

function Item({ icon, name, children, onPress }: ItemProps) {
  return (
    <button className={menu.item} type="button" onClick={onPress}>
      <Icon name={icon} />
      <span>
        <b>{name}</b>
        {children && <small>{children}</small>}
      </span>
    </button>
  )
}

function CopyItem({ text, name }: { text: string; name: 'Copy text' | 'Copy link' }) {
  const [words, setWords] = useState<string>(name)
  const copy = async () => setWords((await copyText(text)) ? 'Copied' : 'Copying failed')
  return <Item icon={name === 'Copy link' ? 'link' : 'copy'} name={words} onPress={() => void copy()} />
}

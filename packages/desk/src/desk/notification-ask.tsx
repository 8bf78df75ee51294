import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './call-panel.module.css'

const askedName = 'hotseat.notifications.asked'

/** Asks once for notifications, in words before the browser asks in its own. */
export function NotificationAsk() {
  const texts = useTexts()
  const [isOpen, setOpen] = useState(
    () => 'Notification' in window && Notification.permission === 'default' && localStorage.getItem(askedName) === null,
  )
  if (!isOpen) return null
  const close = () => {
    localStorage.setItem(askedName, 'yes')
    setOpen(false)
  }
  return (
    <div className={classes.ask}>
      <span>{texts.desk.soundAsk}</span>
      <Button
        size="compact-xs"
        variant="light"
        onClick={() => {
          close()
          Notification.requestPermission().catch(() => undefined)
        }}
      >
        {texts.desk.soundAllow}
      </Button>
      <Button size="compact-xs" variant="subtle" color="gray" onClick={close}>
        {texts.common.no}
      </Button>
    </div>
  )
}

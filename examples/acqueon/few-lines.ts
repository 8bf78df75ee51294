const socket = new WebSocket(`${process.env.ACQUEON_ORIGIN ?? 'http://127.0.0.1:7700'}/compat/acqueon/bus`.replace(/^http/, 'ws'))
const publish = (topic: string, subtopic: string, data?: object) =>
  socket.send(JSON.stringify({ channel: 'Cisco', topic, subtopic, source: 'few-lines', data }))
const steps: Record<string, () => void> = {
  Registered: () => publish('Agent', 'SetUserInfo', { username: 'agent01', password: 'demo-password-2026', extension: '5001' }),
  SetWrapupCode: () => publish('Agent', 'SetReadyState'),
  READY: () => publish('Agent', 'SetNotReadyState', { ReasonCodeId: '11' }),
  'Short break': () => publish('Connection', 'Logout', { ReasonCodeId: '28' }),
  LoggedOut: () => socket.close(),
}
socket.onopen = () => publish('Registration', 'Register')
socket.onmessage = ({ data }) => {
  const { topic, subtopic, message } = JSON.parse(data)
  console.log(`${topic}/${subtopic}`, message.state ?? message.errorType ?? '')
  steps[message.loginState ?? message.reasonCode?.label ?? message.state ?? subtopic]?.()
}

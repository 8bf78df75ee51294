const api = `${process.env.AMEYO_ORIGIN ?? 'http://127.0.0.1:7700'}/ameyorestapi`
const call = async (method: string, path: string, headers: Record<string, string>, body: object) => {
  const json = { 'content-type': 'application/json', ...headers }
  const answer = await fetch(`${api}/${path}`, { method, headers: json, body: JSON.stringify(body) })
  return JSON.parse(await answer.text())
}
const user = { userId: 'agent01', token: 'demo-password-2026', domain: 'demo', forceLogin: true }
const { authenticationState } = await call('POST', 'userLogin/login', {}, user)
const { sessionId, loginProperties } = authenticationState.authPolicyVsUserInfo['auth.type.passwd']
const session = { sessionId, Authorization: loginProperties.jwt }
console.log(await call('POST', 'cc/agent/selectCampaign', session, { campaignId: 'inbound-support', extension: '5001' }))
console.log(await call('PUT', 'cc/agent/status', session, { status: 'READY' }))
console.log(await call('POST', 'session/keepAliveWithPingPush', session, { sessionId }))
console.log(await call('POST', 'session/userLogout', session, { sessionId, reason: 'End of shift' }))

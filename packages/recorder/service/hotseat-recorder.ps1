# Makes a task that starts the recorder when this person signs in to Windows. Run it as that person.
$home_ = 'C:\Program Files\Hotseat'
[Environment]::SetEnvironmentVariable('HOTSEAT_RECORDER_SERVERS', 'https://hotseat.example.com', 'User')
[Environment]::SetEnvironmentVariable('HOTSEAT_RECORDER_DATA', "$env:LOCALAPPDATA\HotseatRecorder", 'User')
$action = New-ScheduledTaskAction -Execute "$home_\node_modules\.bin\node.cmd" -Argument 'packages\recorder\src\main.ts' -WorkingDirectory $home_
$trigger = New-ScheduledTaskTrigger -AtLogOn -User $env:USERNAME
$settings = New-ScheduledTaskSettingsSet -RestartCount 3 -RestartInterval (New-TimeSpan -Minutes 1) -ExecutionTimeLimit 0 -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
Register-ScheduledTask -TaskName 'Hotseat recorder' -Action $action -Trigger $trigger -Settings $settings -Force

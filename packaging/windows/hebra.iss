; The installer for Windows, for Inno Setup 6.3 or newer. Not run here: see README.md.
; packaging\windows\build.py calls ISCC with /DVersion=… (lab.__version__); nothing else names it.

#ifndef Version
  #error Version is handed over by packaging\windows\build.py
#endif
#define Name "Hebra"
#define Program "hebra.exe"
#define FileType "Hebra.Experiment"
#define Ending ".hebra"
#define Bundle "..\..\build\windows\hebra"

[Setup]
; The same for ever: by it Windows knows an upgrade.
AppId={{5D0B1C0E-6B0C-4C2C-9C55-0E5B8F2C6A31}
AppName={#Name}
AppVersion={#Version}
AppPublisher=The Hebra developers
VersionInfoVersion={#Version}
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\windows\hebra.ico
UninstallDisplayIcon={app}\{#Program}
OutputDir=..\..\build\packaging
OutputBaseFilename=hebra-{#Version}-windows-x64-setup
; For whoever installs it, without an administrator: {autopf} is that person's own folder of programs.
PrivilegesRequired=lowest
DefaultDirName={autopf}\{#Name}
DisableProgramGroupPage=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
ChangesAssociations=yes
CloseApplications=yes
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "es"; MessagesFile: "compiler:Languages\Spanish.isl"

[CustomMessages]
en.Experiment=Hebra experiment
es.Experiment=Experimento de Hebra
en.Associate=Open experiments (*{#Ending}) with Hebra
es.Associate=Abrir los experimentos (*{#Ending}) con Hebra

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked
Name: "associate"; Description: "{cm:Associate}"

; An upgrade leaves nothing of the version before it.
[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\{#Name}"; Filename: "{app}\{#Program}"; Parameters: "window"; AppUserModelID: "Hebra"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#Program}"; Parameters: "window"; AppUserModelID: "Hebra"; Tasks: desktopicon

; HKA is that person's own part of the registry here. What is written is taken away again.
[Registry]
Root: HKA; Subkey: "Software\Classes\{#Ending}\OpenWithProgids"; ValueType: string; ValueName: "{#FileType}"; ValueData: ""; Flags: uninsdeletevalue; Tasks: associate
Root: HKA; Subkey: "Software\Classes\{#FileType}"; ValueType: string; ValueData: "{cm:Experiment}"; Flags: uninsdeletekey; Tasks: associate
Root: HKA; Subkey: "Software\Classes\{#FileType}\DefaultIcon"; ValueType: string; ValueData: "{app}\{#Program},0"; Tasks: associate
Root: HKA; Subkey: "Software\Classes\{#FileType}\shell\open\command"; ValueType: string; ValueData: """{app}\{#Program}"" window ""%1"""; Tasks: associate
Root: HKA; Subkey: "Software\Microsoft\Windows\CurrentVersion\App Paths\{#Program}"; ValueType: string; ValueData: "{app}\{#Program}"; Flags: uninsdeletekey

[Run]
Filename: "{app}\{#Program}"; Parameters: "window"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent

; Python's caches of the code that other Pythons have read; what was measured lies elsewhere and stays.
[UninstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

namespace Polytomic.Connect.AspNetCore.Pages;

/// <summary>The translations that come with the product.</summary>
internal static class BuiltInTexts
{
    private static readonly Dictionary<string, Dictionary<string, string>> Languages = new()
    {
        ["en"] = [],
        ["de"] = new()
        {
            [PolytomicConnectTexts.Opening] = "Einen Moment …",
            [PolytomicConnectTexts.Opened] = "Fahren Sie in dem geöffneten Fenster fort.",
            [PolytomicConnectTexts.Connected] = "Verbunden",
            [PolytomicConnectTexts.Closed] = "Es wurde keine Verbindung hergestellt.",
            [PolytomicConnectTexts.Unreachable] = "Der Server ist nicht erreichbar. Prüfen Sie Ihr Netzwerk und versuchen Sie es erneut.",
            [PolytomicConnectTexts.ClosePage] = "Sie können diese Seite schließen.",
            [PolytomicConnectTexts.Continue] = "Weiter",
            [PolytomicConnectTexts.NotYet] = "Noch nicht verbunden",
            [PolytomicConnectTexts.NotYetAgain] = "Diese Seite sieht von selbst noch einmal nach.",
            [PolytomicConnectTexts.NotYetLater] = "Wenn Sie fertig sind, erscheint die Verbindung in einigen Minuten.",
            [PolytomicConnectTexts.Back] = "Zurück",
            [PolytomicConnectTexts.Failed] = "Das hat nicht geklappt",
        },
        ["fr"] = new()
        {
            [PolytomicConnectTexts.Opening] = "Un instant…",
            [PolytomicConnectTexts.Opened] = "Continuez dans la fenêtre qui s’est ouverte.",
            [PolytomicConnectTexts.Connected] = "Connecté",
            [PolytomicConnectTexts.Closed] = "Aucune connexion n’a été établie.",
            [PolytomicConnectTexts.Unreachable] = "Le serveur est injoignable. Vérifiez votre réseau et réessayez.",
            [PolytomicConnectTexts.ClosePage] = "Vous pouvez fermer cette page.",
            [PolytomicConnectTexts.Continue] = "Continuer",
            [PolytomicConnectTexts.NotYet] = "Pas encore connecté",
            [PolytomicConnectTexts.NotYetAgain] = "Cette page vérifie de nouveau d’elle-même.",
            [PolytomicConnectTexts.NotYetLater] = "Si vous avez terminé, la connexion apparaîtra dans quelques minutes.",
            [PolytomicConnectTexts.Back] = "Retour",
            [PolytomicConnectTexts.Failed] = "Cela n’a pas fonctionné",
        },
        ["es"] = new()
        {
            [PolytomicConnectTexts.Opening] = "Un momento…",
            [PolytomicConnectTexts.Opened] = "Continúe en la ventana que se ha abierto.",
            [PolytomicConnectTexts.Connected] = "Conectado",
            [PolytomicConnectTexts.Closed] = "No se ha creado ninguna conexión.",
            [PolytomicConnectTexts.Unreachable] = "No se puede acceder al servidor. Compruebe la red e inténtelo de nuevo.",
            [PolytomicConnectTexts.ClosePage] = "Puede cerrar esta página.",
            [PolytomicConnectTexts.Continue] = "Continuar",
            [PolytomicConnectTexts.NotYet] = "Aún no conectado",
            [PolytomicConnectTexts.NotYetAgain] = "Esta página vuelve a comprobarlo por sí sola.",
            [PolytomicConnectTexts.NotYetLater] = "Si ha terminado, la conexión aparecerá en unos minutos.",
            [PolytomicConnectTexts.Back] = "Volver",
            [PolytomicConnectTexts.Failed] = "No ha funcionado",
        },
        ["ja"] = new()
        {
            [PolytomicConnectTexts.Opening] = "少々お待ちください…",
            [PolytomicConnectTexts.Opened] = "開いたウィンドウで続けてください。",
            [PolytomicConnectTexts.Connected] = "接続しました",
            [PolytomicConnectTexts.Closed] = "接続は作成されませんでした。",
            [PolytomicConnectTexts.Unreachable] = "サーバーに接続できません。ネットワークを確認して、もう一度お試しください。",
            [PolytomicConnectTexts.ClosePage] = "このページは閉じてかまいません。",
            [PolytomicConnectTexts.Continue] = "続ける",
            [PolytomicConnectTexts.NotYet] = "まだ接続されていません",
            [PolytomicConnectTexts.NotYetAgain] = "このページは自動的にもう一度確認します。",
            [PolytomicConnectTexts.NotYetLater] = "完了している場合、接続は数分以内に表示されます。",
            [PolytomicConnectTexts.Back] = "戻る",
            [PolytomicConnectTexts.Failed] = "うまくいきませんでした",
        },
    };

    public static bool Knows(string language) => Languages.ContainsKey(language);

    public static string Get(string language, string english) => Languages[language].GetValueOrDefault(english, english);
}

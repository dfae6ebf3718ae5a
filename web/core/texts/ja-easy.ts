import type { FailureText, Texts } from "./types.js";

// やさしい日本語：文は短く、むずかしい漢字には読みを付け、言葉の間をあける。同じ時は、いつも同じ言葉で答える。

const program = (what: string): FailureText => ({
  what,
  now: "この ページを もう一度（いちど） 開（ひら）いて ください。また 同（おな）じに なったら、この ページの 人（ひと）に 言（い）って ください。",
  staff: "コードを 開発元（かいはつもと）に 伝（つた）えて ください。カードは 悪（わる）く ありません。",
});

const caller = (what: string, staff: string): FailureText => ({
  what,
  now: "あなたは 悪（わる）く ありません。カードは 使（つか）って いません。この ページの 人（ひと）に 言（い）って ください。",
  staff,
});

const readerTrouble = (what: string): FailureText => ({
  what,
  now: "リーダーを 抜（ぬ）いて、もう一度（いちど） つないで ください。そして、はじめから して ください。",
  staff:
    "ケーブルや USBポートを 変（か）えて ください。同（おな）じ 種類（しゅるい）の 別（べつ）の リーダーも 試（ため）して ください。",
});

const cardContact = (what: string): FailureText => ({
  what,
  now: "カードを ケースから 出（だ）して、リーダーの 真（ま）ん中（なか）に 置（お）いて ください。終（お）わるまで 動（うご）かさないで ください。",
  staff: "金属（きんぞく）、ほかの カード、スマートフォンを リーダーから 離（はな）して ください。",
});

const officeTag = (what: string): FailureText => ({
  what,
  now: "この タグを 使（つか）わないで、窓口（まどぐち）の 人（ひと）に 聞（き）いて ください。",
  staff:
    "カードは 使（つか）って いません。また 同（おな）じなら、`npx kazashi tag` で 新（あたら）しい タグを 作（つく）って ください。",
});

const cardAnswer = (what: string): FailureText => ({
  what,
  now: "カードを 取（と）って、もう一度（いちど） して ください。また 同（おな）じに なったら、係（かかり）の 人（ひと）に 聞（き）いて ください。",
  staff:
    "マイナンバーカードか 見（み）て ください。別（べつ）の リーダーでも 同（おな）じなら、コードを 開発元（かいはつもと）に 伝（つた）えて ください。",
});

const damagedCertificate = (what: string): FailureText => ({
  what,
  now: "もう一度（いちど） して ください。また 同（おな）じなら、この カードは ここでは 確（たし）かめられません。係（かかり）の 人（ひと）に 聞（き）いて ください。",
  staff:
    "この 結果（けっか）を 使（つか）わないで ください。別（べつ）の リーダーで 試（ため）して ください。",
});

const refusedCertificate = (what: string): FailureText => ({
  what,
  now: "この カードは ここでは 確（たし）かめられません。ほかの やり方（かた）を 係（かかり）の 人（ひと）に 聞（き）いて ください。",
  staff:
    "この 結果（けっか）を 使（つか）わないで ください。コードを 開発元（かいはつもと）に 伝（つた）えて ください。",
});

const evidence = (what: string): FailureText => ({
  what,
  now: "はじめから して ください。また 同（おな）じなら、この ページの 人（ひと）に 言（い）って ください。",
  staff:
    "この 結果（けっか）を 使（つか）わないで ください。証跡（しょうせき）は、書（か）き直（なお）さずに 渡（わた）して ください。",
});

const signedDocument = (what: string): FailureText => ({
  what,
  now: "この 署名（しょめい）は ここでは 確（たし）かめられません。文書（ぶんしょ）を 送（おく）った 人（ひと）に もう一度（いちど） 頼（たの）んで ください。",
  staff:
    "この 署名（しょめい）を 使（つか）わないで ください。コードを 開発元（かいはつもと）に 伝（つた）えて ください。",
});

const revocationData = (staff: string): FailureText => ({
  what: "取（と）り消（け）しの 情報（じょうほう）が 使（つか）えません。",
  now: "今（いま）は わかりません。後（あと）で もう一度（いちど） して ください。",
  staff,
});

const trustData = (what: string, staff: string): FailureText => ({
  what,
  now: "あなたは 悪（わる）く ありません。この ページの 人（ひと）に 言（い）って ください。",
  staff,
});

const challenge = (what: string): FailureText => ({
  what,
  now: "はじめから して ください。",
  staff:
    "一度（いちど）だけなら、何（なに）も しなくて いいです。続（つづ）くときは、サーバーの 時計（とけい）と Cookieを 見（み）て ください。",
});

const brokenFile = "この ページが 使（つか）う ファイルを 読（よ）めません。";
const unreadable = "この ページからの データを 読（よ）めません。";

export const jaEasy: Texts = {
  failures: {
    "internal.error": program("プログラムの 中（なか）で 問題（もんだい）が ありました。"),
    "internal.unexpected-reply": program("プログラムの 中（なか）で、やりとりが 合（あ）いませんでした。"),
    "internal.dialogue-too-long": program(
      "カードとの やりとりが 長（なが）すぎました。途中（とちゅう）で やめました。",
    ),
    "program.unavailable": {
      what: "確（たし）かめる プログラムを 読（よ）みこめませんでした。",
      now: "インターネットを 確（たし）かめて、ページを もう一度（いちど） 開（ひら）いて ください。",
      staff:
        "サーバーが kazashi.wasm と worker.js を 出（だ）しているか、CSPに 'wasm-unsafe-eval' が あるか 見（み）て ください。",
    },
    "program.altered": {
      what: "とどいた プログラムが、この ページの ものと ちがいます。だから 動（うご）かしませんでした。",
      now: "ページを もう一度（いちど） 開（ひら）いて ください。また 同（おな）じなら、やめて、この ページの 人（ひと）に 言（い）って ください。",
      staff:
        "ページと wasmは、同（おな）じ ときに 作（つく）った ものを いっしょに 出（だ）して ください。キャッシュを 消（け）して ください。",
    },
    "program.use-missing": {
      what: "この プログラムは、これが できません。",
      now: "ページを もう一度（いちど） 開（ひら）いて ください。また 同（おな）じなら、この ページの 人（ひと）に 言（い）って ください。",
      staff: "kazashi-full.wasm が いります。",
    },
    "check.prerequisite-failed": {
      what: "前（まえ）の 確認（かくにん）が だめだったので、これは 見（み）ていません。",
      now: "だめだった ところを 先（さき）に 見（み）て ください。",
      staff: "だめだった ところを 先（さき）に 見（み）て ください。",
    },
    "user.cancelled": {
      what: "やめました。この サイトには 何（なに）も 送（おく）って いません。",
      now: "カードを 取（と）って ください。もう一度（いちど） できます。",
      staff:
        "何（なに）も しなくて いいです。暗証番号（あんしょうばんごう）は カードに 行（い）ったかも しれませんが、ほかには 送（おく）って いません。",
    },

    "input.json-malformed": caller(unreadable, "開発者（かいはつしゃ）へ：JSONでは ありません。"),
    "input.base64-malformed": caller(
      unreadable,
      "開発者（かいはつしゃ）へ：base64の 書（か）き方（かた）が ちがいます。数字（すうじ）は、まちがいの 場所（ばしょ）です。",
    ),
    "input.hex-malformed": caller(
      unreadable,
      "開発者（かいはつしゃ）へ：16進数（しんすう）の 書（か）き方（かた）が ちがいます。数字（すうじ）は、まちがいの 場所（ばしょ）です。",
    ),
    "input.nonce-malformed": caller(
      "この 確認（かくにん）の ための 番号（ばんごう）を 読（よ）めません。",
      "開発者（かいはつしゃ）へ：nonceは、サーバーが 送（おく）った base64の ままに して ください。",
    ),
    "input.nonce-too-short": caller(
      "この 確認（かくにん）の ための 番号（ばんごう）が 短（みじか）すぎます。安全（あんぜん）では ありません。",
      "開発者（かいはつしゃ）へ：nonceは 32バイト以上（いじょう）です。",
    ),
    "input.origin-malformed": caller(
      "どの サイトの ための 確認（かくにん）か、正（ただ）しく 伝（つた）わって いません。",
      "開発者（かいはつしゃ）へ：オリジンは https://example.jp の 形（かたち）です。",
    ),
    "input.time-malformed": caller(
      "この ページからの 時間（じかん）を 読（よ）めません。",
      "開発者（かいはつしゃ）へ：YYYY-MM-DDThh:mm:ssZ の 形（かたち）です。",
    ),
    "input.policy-missing": caller(
      "何（なに）を 確（たし）かめるか、ページが 言（い）って いません。",
      "開発者（かいはつしゃ）へ：失効（しっこう）の 方針（ほうしん）を 決（き）めて 渡（わた）して ください。",
    ),
    "input.policy-unknown": caller(
      "ページの 求（もと）める ことを、プログラムが 知（し）りません。",
      '開発者（かいはつしゃ）へ：方針（ほうしん）は "require" か "accept-not-checked" です。',
    ),
    "input.matching-number-malformed": {
      what: "カードの 表（おもて）の 番号（ばんごう）が まちがって います。カードには 送（おく）って いません。",
      now: "生（う）まれた 日（ひ）、カードの 終（お）わる 年（とし）、数字（すうじ） 4つを 見（み）て、はじめから して ください。",
      staff:
        "数字（すうじ）は 14です。生（う）まれた 年（とし）は 和暦（われき）の 2つの 数字（すうじ）です。",
    },
    "input.card-number-malformed": {
      what: "在留（ざいりゅう）カードの 番号（ばんごう）は、英語（えいご）の 字（じ）と 数字（すうじ）で 12です。まだ 送（おく）って いません。",
      now: "カードの 右上（みぎうえ）の 番号（ばんごう）を 見（み）て、はじめから して ください。",
      staff: "大文字（おおもじ）と 数字（すうじ）だけです。",
    },
    "input.member-unknown": caller(
      "ページから、知（し）らない 項目（こうもく）が 来（き）ました。",
      "開発者（かいはつしゃ）へ：知（し）らない 項目（こうもく）の 名前（なまえ）は、答（こた）えに あります。",
    ),
    "input.option-malformed": caller(
      "ページから、知（し）らない 設定（せってい）が 来（き）ました。",
      "開発者（かいはつしゃ）へ：足（た）りない、知（し）らない、または 形（かたち）が ちがう 項目（こうもく）が あります。",
    ),
    "input.use-unknown": caller(
      "この ページが 言（い）った カードの 使（つか）い方（かた）を、プログラムが 知（し）りません。",
      "開発者（かいはつしゃ）へ：use の ことばが ちがいます。",
    ),
    "input.purpose-missing": caller(
      "この ページは、目的（もくてき）を 言（い）わないで 個人番号（こじんばんごう）を 聞（き）きました。",
      "開発者（かいはつしゃ）へ：purpose が いります（番号法（ばんごうほう） 第（だい）9条（じょう））。",
    ),
    "input.document-malformed": caller(
      "署名（しょめい）する 文書（ぶんしょ）の 形（かたち）が ちがいます。",
      "開発者（かいはつしゃ）へ：JSON オブジェクト（48 KiB まで）だけです。",
    ),
    "input.document-not-canonical": caller(
      "署名（しょめい）する 文書（ぶんしょ）の 書（か）き方（かた）が ちがいます。",
      "開発者（かいはつしゃ）へ：RFC 8785 の JSON に して ください。",
    ),
    "input.document-other-challenge": caller(
      "署名（しょめい）する 文書（ぶんしょ）は、ほかの サイトの ものです。",
      "開発者（かいはつしゃ）へ：origin と nonce が 同（おな）じで なければ なりません。",
    ),

    "reader.usb-unsupported": {
      what: "この ブラウザでは、カードリーダーを 使（つか）えません。",
      now: "パソコンの ChromeかEdge、または Androidの Chromeで 開（ひら）いて ください。",
      staff: "WebUSBは ChromeとEdgeだけに あります。httpsか localhostの ページだけで 動（うご）きます。",
    },
    "reader.gesture-needed": {
      what: "リーダーを 選（えら）ぶ 画面（がめん）は、ボタンを 押（お）した すぐ後（あと）だけ 出（で）ます。",
      now: "「つなぐ」ボタンを もう一度（いちど） 押（お）して ください。",
      staff:
        "開発者（かいはつしゃ）へ：クリックの 中（なか）で すぐに chooseReader()を 呼（よ）んで ください。",
    },
    "reader.not-chosen": {
      what: "リーダーが 選（えら）ばれませんでした。",
      now: "リーダーが つながって いるか 見（み）て ください。ボタンを 押（お）して、リーダーを 選（えら）んで ください。",
      staff:
        "リストに 何（なに）も ないときは、つながって いないか、使（つか）えない 機種（きしゅ）です。ソニーの RC-S380は 使（つか）えます。",
    },
    "reader.not-permitted": {
      what: "この ページは、カードリーダーを 使（つか）うことを 許（ゆる）されて いません。",
      now: "この ページの 人（ひと）か、パソコンの 係（かかり）の 人（ひと）に 言（い）って ください。",
      staff:
        'ページか 会社（かいしゃ）の 決（き）まりが USBを 止（と）めて います。フレームには allow="usb" が いります。',
    },
    "reader.closed-by-browser": {
      what: "この 種類（しゅるい）の リーダーは、ブラウザが ページに 使（つか）わせません。こわれて いるのでは ありません。",
      now: "ソニーの RC-S380を 使（つか）うか、リーダーの アプリを 使（つか）って ください。",
      staff: "CCIDだけの リーダーは、どの ページからも 使（つか）えません。ブラウザの 決（き）まりです。",
    },
    "reader.in-use": {
      what: "ほかの プログラムが リーダーを 使（つか）って います。",
      now: "リーダーを 使（つか）う ほかの ページや アプリを 閉（と）じて、もう一度（いちど） して ください。",
      staff: "Linuxでは port100か pcscd、Windowsでは ソニーの ソフトが 使（つか）って いることが あります。",
    },
    "reader.unknown-model": {
      what: "この ページは、この リーダーの 使（つか）い方（かた）を 知（し）りません。",
      now: "ソニーの RC-S380を 使（つか）って ください。",
      staff: "使（つか）えるのは、ソニー RC-S380/S と RC-S380/P です。",
    },
    "reader.disconnected": {
      what: "リーダーが 抜（ぬ）けました。",
      now: "もう一度（いちど） つないで、はじめから して ください。",
      staff: "だれも さわって いないときは、ケーブルか USBポートを 変（か）えて ください。",
    },
    "reader.transfer-failed": readerTrouble("パソコンと リーダーが、うまく 話（はな）せませんでした。"),
    "reader.stalled": readerTrouble("リーダーが 少（すこ）しの 間（あいだ） 止（と）まりました。"),
    "reader.no-answer": readerTrouble("リーダーから 返事（へんじ）が ありませんでした。"),
    "reader.frame-malformed": readerTrouble("リーダーからの データを 読（よ）めません。"),
    "reader.frame-checksum": readerTrouble("リーダーからの データが、途中（とちゅう）で こわれました。"),
    "reader.refused-frame": readerTrouble("リーダーが、送（おく）った ことを わかりませんでした。"),
    "reader.wrong-answer": readerTrouble("リーダーから、ちがう 返事（へんじ）が 来（き）ました。"),
    "reader.command-failed": readerTrouble("リーダーが、言（い）われた ことを できませんでした。"),
    "reader.radio-failed": cardContact(
      "リーダーと カードの 間（あいだ）の 電波（でんぱ）が うまく 行（い）きませんでした。",
    ),
    "reader.refused-parameter": readerTrouble("リーダーが、設定（せってい）を 受（う）けませんでした。"),
    "reader.wrong-mode": readerTrouble("リーダーの 様子（ようす）が、思（おも）って いたのと ちがいました。"),
    "reader.command-unknown": readerTrouble(
      "リーダーが、ここで 使（つか）う 命令（めいれい）を 知（し）りません。",
    ),
    "reader.busy": readerTrouble("リーダーが、まだ 別（べつ）の ことを して います。"),
    "reader.too-hot": {
      what: "リーダーが 熱（あつ）く なりすぎました。",
      now: "カードを 取（と）って、数分（すうふん） 待（ま）って ください。そして、はじめから して ください。",
      staff:
        "リーダーを 日（ひ）の 当（あ）たらない ところに 置（お）いて ください。また 同（おな）じなら、別（べつ）の リーダーを 使（つか）って ください。",
    },
    "reader.hardware-failed": readerTrouble(
      "リーダーが、自分（じぶん）の こわれた ところを 知（し）らせて います。",
    ),
    "reader.foreign-field": {
      what: "ほかの 機械（きかい）の 電波（でんぱ）が、リーダーの じゃまを して います。",
      now: "スマートフォンや ほかの リーダーを 離（はな）して、はじめから して ください。",
      staff: "リーダーを 2つ 置（お）く ときは、50センチ 離（はな）して ください。",
    },
    "reader.field-lost": readerTrouble(
      "途中（とちゅう）で、リーダーの 電波（でんぱ）が 止（と）まりました。",
    ),
    "reader.descriptor-malformed": readerTrouble("リーダーの 説明（せつめい）の データを 読（よ）めません。"),
    "reader.level-unsupported": {
      what: "この リーダーの やり方（かた）は、ここでは 使（つか）えません。",
      now: "別（べつ）の リーダーを 使（つか）って ください。",
      staff:
        "CCIDの キャラクターレベルの リーダーです。APDUか T=1ブロックの リーダーに 変（か）えて ください。",
    },

    "card.not-found": cardContact("リーダーの 上（うえ）に カードが ありませんでした。"),
    "card.removed": cardContact("終（お）わる 前（まえ）に、カードが 離（はな）れました。"),
    "card.more-than-one": {
      what: "カードが 2枚（まい）以上（いじょう） あります。",
      now: "さいふや ケースから 出（だ）して、マイナンバーカードだけを 置（お）いて ください。",
      staff: "近（ちか）くの スマートフォンや ほかの カードも 数（かぞ）えられます。",
    },
    "card.unsupported": {
      what: "この カードは、マイナンバーカードと やり方（かた）が ちがいます。",
      now: "マイナンバーカードを 置（お）いて ください。",
      staff: "ISO/IEC 14443-4では ない Type Bの カードです。",
    },
    "card.transmission-failed": cardContact(
      "リーダーと カードの 間（あいだ）で、データが 何度（なんど）も 消（き）えました。",
    ),
    "card.protocol-violated": cardAnswer("カードの 返事（へんじ）が、決（き）まりと ちがいます。"),
    "card.too-slow": cardAnswer("カードが とても おそいです。途中（とちゅう）で やめました。"),
    "card.answer-malformed": cardAnswer("カードの 返事（へんじ）を 読（よ）めません。"),
    "card.answer-too-long": cardAnswer("カードの 返事（へんじ）が 長（なが）すぎます。"),
    "card.application-missing": {
      what: "この カードには、ここで 読（よ）む しくみが ありません。",
      now: "カードが 正（ただ）しいか 見（み）て、もう一度（いちど） 置（お）いて ください。",
      staff:
        "マイナンバーカード、在留（ざいりゅう）カード、運転免許証（うんてんめんきょしょう）は、中（なか）の しくみが ちがいます。",
    },
    "card.file-missing": {
      what: "この カードには、ここで 読（よ）む ものが ありません。",
      now: "電子証明書（でんししょうめいしょ）なら、市役所（しやくしょ）や 区役所（くやくしょ）で 作（つく）って もらって ください。",
      staff: "作（つく）られて いないか、消（け）されて います。",
    },
    "card.access-denied": cardAnswer(
      "先（さき）に 暗証番号（あんしょうばんごう）が いるので、カードが 読（よ）ませませんでした。",
    ),
    "card.unexpected-status": cardAnswer("カードから、知（し）らない 返事（へんじ）が 来（き）ました。"),
    "card.file-malformed": cardAnswer("カードの 中（なか）の データを 読（よ）めません。"),
    "card.pin-wrong": {
      what: "暗証番号（あんしょうばんごう）が ちがいます。あと {value}回（かい） できます。",
      now: "番号（ばんごう）は いくつか あります。わからないときは、ここで やめて ください。まちがいが 続（つづ）くと、窓口（まどぐち）に 行（い）かなければ なりません。",
      staff: "わからないまま 入（い）れないように 言（い）って ください。",
    },
    "card.pin-blocked": {
      what: "暗証番号（あんしょうばんごう）を 何度（なんど）も まちがえたので、使（つか）えなく なって います。",
      now: "カードの 人（ひと）が、市役所（しやくしょ）や 区役所（くやくしょ）に 行（い）って ください。運転免許証（うんてんめんきょしょう）は 警察（けいさつ）です。",
      staff:
        "カードは こわれて いません。カードを 出（だ）した ところの 窓口（まどぐち）で 直（なお）せます。",
    },
    "card.pin-last-try": {
      what: "あと 1回（かい）だけ なので、入（い）れませんでした。",
      now: "番号（ばんごう）が 確（たし）かなら、はじめから して ください。わからないなら、カードを 出（だ）した ところで 聞（き）いて ください。",
      staff: "もう一度（いちど） まちがえると、窓口（まどぐち）で 直（なお）すまで 使（つか）えません。",
    },
    "card.pin-format": {
      what: "入（い）れた 番号（ばんごう）の 形（かたち）が ちがいます。カードには 送（おく）って いません。",
      now: "はじめから して ください。暗証番号（あんしょうばんごう）は 数字（すうじ） 4つ、署名用（しょめいよう）の パスワードは 英語（えいご）の 文字（もじ）と 数字（すうじ）で 6から 16です。",
      staff: "どの 番号（ばんごう）か 確（たし）かめて ください。",
    },
    "card.pin-outcome-unknown": {
      what: "カードが 番号（ばんごう）を 見（み）ている 間（あいだ）に、切（き）れました。1回（かい）と 数（かぞ）えられたか、わかりません。",
      now: "はじめから して ください。入（い）れる 前（まえ）に、あと 何回（なんかい）か わかります。",
      staff:
        "番号（ばんごう）は 一度（いちど）だけ 送（おく）りました。残（のこ）りの 回数（かいすう）を 見（み）て ください。",
    },

    "card.matching-number-wrong": {
      what: "カードの 表（おもて）の 番号（ばんごう）が ちがいます。あと {value}回（かい） できます。",
      now: "カードの 表（おもて）と ひとつずつ くらべて ください。同（おな）じなら、ここで やめて、係（かかり）の 人（ひと）に 言（い）って ください。",
      staff: "やり直（なお）すと、残（のこ）りの 回数（かいすう）が へります。目（め）で くらべて ください。",
    },
    "card.matching-number-blocked": {
      what: "表（おもて）の 番号（ばんごう）を 何度（なんど）も まちがえたので、この やり方（かた）は 使（つか）えません。",
      now: "カードの 人（ひと）が、市役所（しやくしょ）や 区役所（くやくしょ）で 聞（き）いて ください。",
      staff: "暗証番号（あんしょうばんごう）は 使（つか）える ことが あります。",
    },
    "card.matching-number-last-try": {
      what: "あと 1回（かい）だけ なので、番号（ばんごう）を 送（おく）りませんでした。",
      now: "数字（すうじ）を ぜんぶ カードと くらべてから、はじめから して ください。",
      staff: "もう一度（いちど） まちがえると、この やり方（かた）は 使（つか）えなく なります。",
    },
    "card.number-wrong": {
      what: "入（い）れた 番号（ばんごう）は、この カードの 番号（ばんごう）と ちがいます。",
      now: "カードの 右上（みぎうえ）の 番号（ばんごう）と くらべて、はじめから して ください。",
      staff: "何回（なんかい）でも できます。番号（ばんごう）が 同（おな）じなら、カードが おかしいです。",
    },
    "card.kind-unsupported": {
      what: "この カードは、まだ 読（よ）めません。",
      now: "係（かかり）の 人（ひと）に、ほかの やり方（かた）を 聞（き）いて ください。",
      staff: "在留（ざいりゅう）カードの しくみが ある マイナンバーカードは、まだ 読（よ）めません。",
    },
    "card.secure-messaging-failed": cardAnswer("カードと 安全（あんぜん）に 話（はな）せませんでした。"),
    "card.data-altered": refusedCertificate(
      "読（よ）んだ データが、署名（しょめい）された データと ちがいます。",
    ),
    "card.issuer-not-configured": {
      what: "この カードの データを だれが 署名（しょめい）したか、ここでは わかりません。",
      now: "本物（ほんもの）かも しれませんが、ここでは 確（たし）かめられません。係（かかり）の 人（ひと）に 聞（き）いて ください。",
      staff: "発行者（はっこうしゃ）の 鍵（かぎ）が 設定（せってい）されて いません。",
    },
    "card.presence-not-shown": {
      what: "本物（ほんもの）の カードが あったか、わかりません。",
      now: "係（かかり）の 人（ひと）に 聞（き）くか、もう一度（いちど） カードを かざして ください。",
      staff: "カードが チャレンジに 署名（しょめい）して いません。コピーかも しれません。",
    },
    "card.data-not-read": {
      what: "個人番号（こじんばんごう）は 読（よ）んで いません。",
      now: "何（なに）も しなくて いいです。",
      staff: "これで 正（ただ）しいです。",
    },
    "card.data-not-signed": {
      what: "有効期限（ゆうこうきげん）と セキュリティコードは、署名（しょめい）が ありません。",
      now: "カードに 書（か）いて ある ものと 同（おな）じか、見（み）て ください。",
      staff: "カードは この 2つに 署名（しょめい）して いません。",
    },
    "picture.malformed": {
      what: "カードの 中（なか）の 写真（しゃしん）を 読（よ）めません。",
      now: "ほかの ものは 見（み）る ことが できます。顔（かお）は、カードの 表（おもて）の 写真（しゃしん）と くらべて ください。",
      staff: "この コードを、プログラムを 作（つく）った 人（ひと）に 知（し）らせて ください。",
    },
    "picture.unsupported": {
      what: "カードの 中（なか）の 写真（しゃしん）は、ここでは 見（み）る ことが できません。",
      now: "ほかの ものは 見（み）る ことが できます。顔（かお）は、カードの 表（おもて）の 写真（しゃしん）と くらべて ください。",
      staff:
        "この コードと カードの 種類（しゅるい）を、プログラムを 作（つく）った 人（ひと）に 知（し）らせて ください。",
    },

    "der.truncated": damagedCertificate("データが 途中（とちゅう）で 終（お）わって います。"),
    "der.trailing-bytes": damagedCertificate("データの 後（うし）ろに、いらない ものが あります。"),
    "der.unexpected-tag": damagedCertificate("データの 中（なか）に、ちがう ものが あります。"),
    "der.bad-length": damagedCertificate("データの 長（なが）さが まちがって います。"),
    "der.bad-value": damagedCertificate("データの 書（か）き方（かた）が、決（き）まりと ちがいます。"),
    "der.too-long": damagedCertificate("データが 大（おお）きすぎます。"),
    "der.too-deep": damagedCertificate("データの 中（なか）が 深（ふか）すぎます。"),
    "certificate.bad-serial": refusedCertificate(
      "証明書（しょうめいしょ）の 番号（ばんごう）が 正（ただ）しく ありません。",
    ),
    "certificate.bad-version": refusedCertificate("証明書（しょうめいしょ）が バージョン3では ありません。"),
    "certificate.algorithm-mismatch": refusedCertificate(
      "証明書（しょうめいしょ）に、署名（しょめい）の やり方（かた）が ふたつ 書（か）いて あります。",
    ),
    "certificate.duplicate-extension": refusedCertificate(
      "証明書（しょうめいしょ）に、同（おな）じ ことが 二度（にど） 書（か）いて あります。",
    ),
    "certificate.unknown-critical-extension": refusedCertificate(
      "証明書（しょうめいしょ）に、知（し）らない 大切（たいせつ）な 条件（じょうけん）が あります。",
    ),
    "certificate.weak-signature": refusedCertificate(
      "証明書（しょうめいしょ）の 署名（しょめい）の やり方（かた）が、古（ふる）くて 安全（あんぜん）では ありません。",
    ),
    "certificate.weak-key": refusedCertificate(
      "証明書（しょうめいしょ）の かぎが 短（みじか）くて、安全（あんぜん）では ありません。",
    ),
    "certificate.key-usage-missing": refusedCertificate(
      "証明書（しょうめいしょ）に、かぎを 何（なに）に 使（つか）うか 書（か）いて ありません。",
    ),
    "certificate.key-usage-not-critical": refusedCertificate(
      "証明書（しょうめいしょ）の かぎの 使（つか）い方（かた）が、必（かなら）ず 守（まも）る 形（かたち）に なって いません。",
    ),
    "certificate.key-usage-wrong": refusedCertificate(
      "証明書（しょうめいしょ）の かぎは、ほかの ことに 使（つか）う ものです。",
    ),
    "certificate.extended-key-usage-wrong": refusedCertificate(
      "証明書（しょうめいしょ）は、利用者証明（りようしゃしょうめい）の ための ものでは ありません。",
    ),
    "certificate.is-authority": refusedCertificate(
      "人（ひと）の 証明書（しょうめいしょ）では なく、認証局（にんしょうきょく）の ものだと 書（か）いて あります。",
    ),
    "certificate.is-not-authority": refusedCertificate(
      "出（だ）した 方（ほう）の 証明書（しょうめいしょ）が、認証局（にんしょうきょく）の ものでは ありません。",
    ),
    "certificate.policy-missing": refusedCertificate(
      "証明書（しょうめいしょ）に、どの 決（き）まりで 作（つく）ったか 書（か）いて ありません。",
    ),
    "certificate.policy-wrong": refusedCertificate(
      "証明書（しょうめいしょ）は、ほかの 決（き）まりで 作（つく）られて います。",
    ),
    "certificate.policy-not-critical": refusedCertificate(
      "証明書（しょうめいしょ）の 決（き）まりが、必（かなら）ず 守（まも）る 形（かたち）に なって いません。",
    ),
    "certificate.key-identifier-missing": refusedCertificate(
      "証明書（しょうめいしょ）に、どの かぎで 署名（しょめい）したか 書（か）いて ありません。",
    ),
    "certificate.bad-validity": refusedCertificate(
      "証明書（しょうめいしょ）の 期限（きげん）の 書（か）き方（かた）が 正（ただ）しく ありません。",
    ),
    "certificate.self-issued": refusedCertificate(
      "証明書（しょうめいしょ）を 出（だ）したのが、自分（じぶん）だと 書（か）いて あります。",
    ),
    "certificate.not-understood": refusedCertificate(
      "証明書（しょうめいしょ）に、わからない ところが あります。",
    ),
    "certificate.bad-name": refusedCertificate(
      "証明書（しょうめいしょ）に、いる はずの 名前（なまえ）が ありません。",
    ),
    "certificate.extension-misused": refusedCertificate(
      "証明書（しょうめいしょ）の 作（つく）り方（かた）が、きまりと ちがいます。",
    ),
    "certificate.name-mismatch": refusedCertificate(
      "証明書（しょうめいしょ）の 名前（なまえ）が、ちがいます。",
    ),
    "certificate.not-yet-valid": {
      what: "証明書（しょうめいしょ）は、まだ 使（つか）えません。",
      now: "この 機械（きかい）の 日（ひ）と 時間（じかん）を 見（み）て ください。正（ただ）しいなら、使（つか）える 日（ひ）に なってから して ください。",
      staff: "はじめに、機械（きかい）の 時計（とけい）を 確（たし）かめて ください。",
    },
    "certificate.expired": {
      what: "証明書（しょうめいしょ）の 期限（きげん）が 過（す）ぎました。",
      now: "市役所（しやくしょ）や 区役所（くやくしょ）で、新（あたら）しい 電子証明書（でんししょうめいしょ）を もらえます。",
      staff:
        "はじめに、機械（きかい）の 時計（とけい）を 確（たし）かめて ください。カードの 期限（きげん）は、まだ かも しれません。",
    },
    "certificate.signature-invalid": refusedCertificate(
      "証明書（しょうめいしょ）の 署名（しょめい）が 合（あ）いません。変（か）えられたか、その 認証局（にんしょうきょく）の ものでは ありません。",
    ),

    "certificate.person-data-missing": refusedCertificate(
      "証明書（しょうめいしょ）に 名前（なまえ）や 住所（じゅうしょ）が ありません。",
    ),
    "certificate.person-data-malformed": refusedCertificate(
      "証明書（しょうめいしょ）の 名前（なまえ）や 住所（じゅうしょ）の 書（か）き方（かた）が ちがいます。",
    ),
    "certificate.birth-date-malformed": refusedCertificate(
      "証明書（しょうめいしょ）の 生年月日（せいねんがっぴ）が おかしいです。",
    ),
    "path.authority-not-configured": {
      what: "この 証明書（しょうめいしょ）を 出（だ）した 認証局（にんしょうきょく）は、ここに まだ 登録（とうろく）されて いません。カードが 悪（わる）いとは 言（い）えません。",
      now: "ここでは わかりません。この ページの 人（ひと）に 言（い）って、ほかの やり方（かた）を 使（つか）って ください。",
      staff:
        "認証局（にんしょうきょく）の 証明書（しょうめいしょ）で `npx kazashi trust add FILE.cer` を して、出（で）た 番号（ばんごう）を 公式（こうしき）の ページ（jpki.go.jp/ca）と くらべて ください。そして、新（あたら）しい リストを 出（だ）して ください。",
    },
    "path.authority-wrong-purpose": refusedCertificate(
      "認証局（にんしょうきょく）は 登録（とうろく）されて いますが、ほかの 使（つか）い方（かた）の ものです。",
    ),
    "path.authority-certificate-missing": {
      what: "認証局（にんしょうきょく）の 証明書（しょうめいしょ）が ありませんでした。",
      now: "もう一度（いちど） して ください。また 同（おな）じなら、係（かかり）の 人（ひと）に 聞（き）いて ください。",
      staff: "認証局（にんしょうきょく）の 証明書（しょうめいしょ）は、ふつう カードから 読（よ）みます。",
    },
    "path.issuer-mismatch": refusedCertificate(
      "証明書（しょうめいしょ）は、いっしょに 来（き）た 認証局（にんしょうきょく）が 出（だ）した ものでは ありません。",
    ),
    "path.test-authority": {
      what: "これは テストの カードです。ここでは 使（つか）えません。",
      now: "本物（ほんもの）の マイナンバーカードを 使（つか）って ください。",
      staff: "テストの 認証局（にんしょうきょく）は、テスト用（よう）の リストの ときだけ 使（つか）います。",
    },
    "path.invalid": refusedCertificate(
      "証明書（しょうめいしょ）と 認証局（にんしょうきょく）の つながりを 確（たし）かめられません。",
    ),

    "path.not-found": refusedCertificate(
      "証明書（しょうめいしょ）を 出（だ）した ところが、たしかめられません。",
    ),
    "path.names-refused": refusedCertificate(
      "証明書（しょうめいしょ）の 名前（なまえ）は、この 認証局（にんしょうきょく）では 出（だ）せない ものです。",
    ),
    "path.policy-missing": refusedCertificate(
      "証明書（しょうめいしょ）の つながりに、いる はずの きまりが ありません。",
    ),
    "path.too-long": refusedCertificate("証明書（しょうめいしょ）の つながりが 長（なが）すぎます。"),
    "path.too-complex": refusedCertificate(
      "証明書（しょうめいしょ）の つながりが 難（むずか）しすぎて、確（たし）かめられません。",
    ),

    "signature.invalid": {
      what: "カードの 署名（しょめい）が、この 確認（かくにん）と 合（あ）いません。",
      now: "はじめから して ください。また 同（おな）じなら、この カードは ここでは 確（たし）かめられません。",
      staff:
        "この 結果（けっか）を 使（つか）わないで ください。サーバーでは、オリジンと nonceが まったく 同（おな）じで なければ なりません。",
    },
    "signature.algorithm-refused": evidence("使（つか）えない 署名（しょめい）の やり方（かた）です。"),
    "signature.key-malformed": refusedCertificate("証明書（しょうめいしょ）の かぎが 使（つか）えません。"),
    "evidence.malformed": evidence("証跡（しょうせき）を 読（よ）めません。"),
    "evidence.not-canonical": evidence(
      "証跡（しょうせき）の 形（かたち）が ちがいます。だれかが 書（か）き直（なお）したか、変（か）えました。",
    ),
    "evidence.format-unknown": evidence("知（し）らない 種類（しゅるい）の 証跡（しょうせき）です。"),
    "evidence.too-large": evidence("証跡（しょうせき）が 大（おお）きすぎます。"),
    "evidence.other-use": evidence("ほかの 使（つか）い方（かた）の 証跡（しょうせき）です。"),

    "cms.not-signed-data": signedDocument("署名（しょめい）した 文書（ぶんしょ）では ありません。"),
    "cms.too-large": signedDocument("署名（しょめい）した 文書（ぶんしょ）が 大（おお）きすぎます。"),
    "cms.bad-version": signedDocument(
      "署名（しょめい）した 文書（ぶんしょ）の 番号（ばんごう）が 中（なか）と 合（あ）いません。",
    ),
    "cms.no-signer": signedDocument("この 文書（ぶんしょ）には だれの 署名（しょめい）も ありません。"),
    "cms.content-missing": signedDocument("署名（しょめい）だけが あって、文書（ぶんしょ）が ありません。"),
    "cms.content-differs": signedDocument(
      "もらった 文書（ぶんしょ）と、署名（しょめい）の 中（なか）の 文書（ぶんしょ）が ちがいます。",
    ),
    "cms.signer-certificate-missing": signedDocument(
      "署名（しょめい）した 人（ひと）の 証明書（しょうめいしょ）が ありません。",
    ),
    "cms.signer-certificate-ambiguous": signedDocument(
      "どの 証明書（しょうめいしょ）の 人（ひと）が 署名（しょめい）したか、決（き）められません。",
    ),
    "cms.digest-refused": signedDocument(
      "古（ふる）くて 弱（よわ）い やり方（かた）の 署名（しょめい）です。",
    ),
    "cms.algorithms-differ": signedDocument(
      "署名（しょめい）の やり方（かた）の 書（か）き方（かた）が 合（あ）って いません。",
    ),
    "cms.signed-attributes-missing": signedDocument(
      "署名（しょめい）の 大切（たいせつ）な 部分（ぶぶん）が ありません。",
    ),
    "cms.signed-attributes-not-der": signedDocument(
      "署名（しょめい）の 書（か）き方（かた）の 順番（じゅんばん）が ちがいます。",
    ),
    "cms.attribute-missing": signedDocument("署名（しょめい）に 必要（ひつよう）な ものが ありません。"),
    "cms.attribute-repeated": signedDocument("一（ひと）つだけの ものが、二（ふた）つ あります。"),
    "cms.attribute-misplaced": signedDocument(
      "署名（しょめい）が 必要（ひつよう）な ものに、署名（しょめい）が ありません。",
    ),
    "cms.content-type-mismatch": signedDocument(
      "署名（しょめい）した ものと、ここに ある ものの 種類（しゅるい）が ちがいます。",
    ),
    "cms.message-digest-mismatch": signedDocument(
      "署名（しょめい）した 文書（ぶんしょ）では ありません。変（か）えられて います。",
    ),
    "cms.signing-certificate-missing": signedDocument(
      "どの 証明書（しょうめいしょ）で 署名（しょめい）したか、書（か）いて ありません。",
    ),
    "cms.signing-certificate-mismatch": signedDocument(
      "この 証明書（しょうめいしょ）で 署名（しょめい）した ものでは ありません。",
    ),

    "revocation.not-checked": {
      what: "証明書（しょうめいしょ）が 取（と）り消（け）されて いないかは、見（み）て いません。",
      now: "何（なに）も しなくて いいです。これで いいかは、確（たし）かめたい 人（ひと）が 決（き）めます。",
      staff:
        "JPKIの 失効（しっこう）の 情報（じょうほう）は、認（みと）められた 人（ひと）だけが 使（つか）えます。どう 考（かんが）えるか、方針（ほうしん）で 決（き）めて ください。",
    },
    "revocation.revoked": {
      what: "証明書（しょうめいしょ）は 取（と）り消（け）されて います。",
      now: "市役所（しやくしょ）や 区役所（くやくしょ）で 聞（き）いて ください。新（あたら）しい 電子証明書（でんししょうめいしょ）を もらえます。",
      staff: "この 結果（けっか）を 使（つか）わないで ください。",
    },
    "revocation.unknown": {
      what: "取（と）り消（け）されて いるか、認証局（にんしょうきょく）も わかりません。",
      now: "ここでは わかりません。後（あと）で もう一度（いちど） して ください。",
      staff:
        "「取（と）り消（け）された」とは ちがいます。情報（じょうほう）を 出（だ）す ところに 聞（き）いて ください。",
    },
    "revocation.stale": {
      what: "取（と）り消（け）しの 情報（じょうほう）が 古（ふる）すぎます。",
      now: "今（いま）は わかりません。後（あと）で もう一度（いちど） して ください。",
      staff: "新（あたら）しい 失効（しっこう）の 情報（じょうほう）を 取（と）って ください。",
    },
    "revocation.revoked-later": {
      what: "証明書（しょうめいしょ）は 後（あと）で 取（と）り消（け）されました。署名（しょめい）した ときは 使（つか）えました。",
      now: "何（なに）も しなくて いいです。",
      staff: "いつ 取（と）り消（け）されたか、なぜかを 見（み）て ください。",
    },
    "crl.malformed": revocationData(
      "取（と）り消（け）しの リストが まちがって います。取（と）り直（なお）して ください。",
    ),
    "crl.unsupported": revocationData(
      "取（と）り消（け）しの リストに、知（し）らない 大切（たいせつ）な ものが あります。使（つか）えません。",
    ),
    "crl.too-large": revocationData("取（と）り消（け）しの リストの 一（ひと）つが 大（おお）きすぎます。"),
    "crl.unknown-signer": revocationData(
      "取（と）り消（け）しの リストに 署名（しょめい）した ところの 証明書（しょうめいしょ）が ありません。",
    ),
    "crl.signature-invalid": revocationData(
      "取（と）り消（け）しの リストが 変（か）えられて います。使（つか）わないで ください。",
    ),
    "crl.delta-does-not-fit": revocationData(
      "新（あたら）しい ところだけの リストが、元（もと）の リストに 合（あ）いません。",
    ),
    "revocation.set-malformed": revocationData(
      "ファイルが こわれて います。リストから 作（つく）り直（なお）して ください。",
    ),
    "ocsp.malformed": revocationData("OCSPの 答（こた）えが まちがって います。"),
    "ocsp.no-answer": revocationData("OCSPの ところが 答（こた）えません。"),
    "ocsp.unsupported": revocationData(
      "OCSPの 答（こた）えに、知（し）らない 大切（たいせつ）な ものが あります。",
    ),
    "ocsp.responder-refused": revocationData(
      "OCSPの 答（こた）えを 出（だ）した ところは、認（みと）められて いません。",
    ),
    "ocsp.signature-invalid": revocationData(
      "OCSPの 答（こた）えが 変（か）えられて います。使（つか）わないで ください。",
    ),
    "ocsp.nonce-mismatch": revocationData(
      "OCSPの 答（こた）えは、今（いま）の ものでは ないかも しれません。",
    ),
    "ocsp.other-certificate": revocationData(
      "OCSPの 答（こた）えは、ほかの 証明書（しょうめいしょ）の ものです。",
    ),
    "ocsp.times-invalid": revocationData("OCSPの 答（こた）えの 日時（にちじ）が おかしいです。"),

    "envelope.cbor-malformed": trustData(
      brokenFile,
      "ファイルが こわれて います。署名（しょめい）した ときの まま 出（だ）して ください。",
    ),
    "envelope.malformed": trustData(
      brokenFile,
      "ファイルに 足（た）りない ものか、知（し）らない ものが あります。",
    ),
    "envelope.wrong-kind": trustData(
      "この ページが 使（つか）う ファイルの 種類（しゅるい）が ちがいます。",
      "ちがう ファイルを 出（だ）して いないか 見（み）て ください。",
    ),
    "envelope.unknown-signer": trustData(
      "この ページが 使（つか）う ファイルに 署名（しょめい）した 人（ひと）を 知（し）りません。",
      "署名（しょめい）した 人（ひと）の かぎが、登録（とうろく）されて いません。",
    ),
    "envelope.signature-invalid": trustData(
      "この ページが 使（つか）う ファイルが、変（か）えられて います。",
      "署名（しょめい）が 合（あ）いません。この ファイルを 使（つか）わないで、取（と）り直（なお）して ください。",
    ),
    "envelope.not-yet-valid": trustData(
      "この ページが 使（つか）う ファイルは、まだ 使（つか）えません。",
      "はじめに、機械（きかい）の 時計（とけい）を 確（たし）かめて ください。",
    ),
    "envelope.expired": trustData(
      "この ページが 使（つか）う ファイルの 期限（きげん）が 過（す）ぎました。",
      "機械（きかい）の 時計（とけい）を 確（たし）かめて、新（あたら）しい ファイルを 出（だ）して ください。",
    ),
    "envelope.rollback": trustData(
      "この ページが 使（つか）う ファイルは、前（まえ）の ものより 古（ふる）いです。",
      "いちばん 新（あたら）しい ファイルを 出（だ）して ください。",
    ),
    "trust.malformed": trustData(
      "認証局（にんしょうきょく）の リストを 読（よ）めません。",
      "リストの 形（かたち）が 決（き）まりと ちがいます。",
    ),
    "trust.environment-refused": trustData(
      "テスト用（よう）か 本物（ほんもの）かが、ここで 使（つか）える ものと ちがいます。",
      "テスト用（よう）か 本番用（ほんばんよう）か、リストを 確（たし）かめて ください。",
    ),
    "trust.environments-mixed": trustData(
      "認証局（にんしょうきょく）の リストに、テストの ものと 本物（ほんもの）が まざって います。",
      "リストは、テスト用（よう）か 本番用（ほんばんよう）の どちらかです。",
    ),
    "trust.test-authority-in-production": trustData(
      "認証局（にんしょうきょく）の リストに、テストの ものが あります。",
      "本番用（ほんばんよう）の リストから、テストの 認証局（にんしょうきょく）を 取（と）って ください。",
    ),

    "tag.ndef-malformed": officeTag("タグの 中（なか）を 読（よ）めません。"),
    "tag.no-office-record": officeTag("この タグは、窓口（まどぐち）の ものでは ありません。"),
    "tag.not-alone": officeTag(
      "この タグには、窓口（まどぐち）の ことの ほかにも、何（なに）か 書（か）いて あります。",
    ),
    "tag.malformed": officeTag("タグに 書（か）いて ある 窓口（まどぐち）の ことを 読（よ）めません。"),
    "tag.other-origin": officeTag("この タグは、ちがう サービスの ものです。"),
    "tag.not-yet-valid": officeTag("この 窓口（まどぐち）の タグは、まだ 使（つか）えません。"),
    "tag.expired": officeTag("この 窓口（まどぐち）の タグは、期限（きげん）が 過（す）ぎました。"),

    "rules.malformed": trustData(
      "決（き）まりの 表（ひょう）を 読（よ）めません。",
      "表（ひょう）の 形（かたち）が ちがいます。",
    ),
    "procedure.malformed": trustData(
      "手続（てつづ）きの 決（き）まりが 読（よ）めません。",
      "procedure.schema.jsonと くらべて ください。ページと 表（ひょう）の 新（あたら）しさが ちがう ことも あります。",
    ),
    "procedure.proof-missing": {
      what: "この 手続（てつづ）きに いる ものが、まだ 足（た）りません。",
      now: "手続（てつづ）きの 案内（あんない）を 見（み）て、いる カードや 証明書（しょうめいしょ）を 確（たし）かめて ください。",
      staff:
        "手続（てつづ）きの proofsを 見（み）て ください。今回（こんかい）は、利用者証明用（りようしゃしょうめいよう）電子証明書（でんししょうめいしょ）だけです。",
    },
    "rules.unknown-decision": trustData(
      "聞（き）かれた ことが、決（き）まりの 表（ひょう）に ありません。",
      "ページと 表（ひょう）の 新（あたら）しさが ちがうか、idの つづりが ちがいます。",
    ),
    "rules.too-deep": trustData(
      "決（き）まりの 表（ひょう）の 中（なか）が 深（ふか）すぎます。",
      "条件（じょうけん）を いくつかの 行（ぎょう）に 分（わ）けて ください。",
    ),
    "rules.too-large": trustData(
      "決（き）まりの 表（ひょう）が 大（おお）きすぎます。",
      "分（わ）けるか、古（ふる）い 決（き）まりを 取（と）って ください。",
    ),
    "rules.inputs-missing": {
      what: "わからない ことが あるので、決（き）められません。",
      now: "よければ、ここに ある 質問（しつもん）に 答（こた）えて ください。",
      staff: "足（た）りない ことは、名前（なまえ）で わかります。勝手（かって）に 決（き）めません。",
    },
    "rules.table-expired": {
      what: "この 日（ひ）には 使（つか）えない 決（き）まりです。",
      now: "窓口（まどぐち）で 聞（き）いて ください。",
      staff: "その 日（ひ）に 使（つか）える 表（ひょう）を 出（だ）して ください。",
    },
    "rules.not-covered": {
      what: "この 場合（ばあい）の ことは、決（き）まりに 書（か）いて ありません。",
      now: "窓口（まどぐち）で 聞（き）いて ください。",
      staff: "まちがいでは ありません。元（もと）の 文（ぶん）に ないからです。",
    },

    "server.unreachable": {
      what: "サーバーに つながりませんでした。",
      now: "インターネットを 確（たし）かめて、はじめから して ください。",
      staff: "ページが サーバーと 話（はな）せませんでした。カードと リーダーは 悪（わる）く ありません。",
    },
    "server.challenge-missing": challenge(
      "サーバーは、番号（ばんごう）を 渡（わた）した ことを 覚（おぼ）えて いません。",
    ),
    "server.challenge-used": challenge(
      "この 番号（ばんごう）は、もう 使（つか）いました。一度（いちど）だけ 使（つか）えます。",
    ),
    "server.challenge-expired": challenge(
      "番号（ばんごう）を もらってから、時間（じかん）が たちすぎました。",
    ),
    "server.origin-refused": caller(
      "サーバーは、この ページからの お願（ねが）いを 受（う）けません。",
      "サーバーと ちがう オリジンから 来（き）ました。",
    ),
    "server.request-malformed": caller(
      "サーバーが、お願（ねが）いを 読（よ）めませんでした。",
      "メソッド、パス、大（おお）きさ、中身（なかみ）の どれかが ちがいます。",
    ),
  },

  findings: {
    "trust.bundle": {
      title: "信（しん）じて よい 認証局（にんしょうきょく）の リスト",
      about: "知（し）っている 人（ひと）の 署名（しょめい）が あり、期限（きげん）の 中（なか）です。",
    },
    "evidence.form": {
      title: "証跡（しょうせき）の 形（かたち）",
      about: "決（き）まった ひとつの 形（かたち）です。",
    },
    "certificate.form": {
      title: "証明書（しょうめいしょ）の 形（かたち）",
      about: "決（き）まりの とおりに 書（か）いて あります。",
    },
    "certificate.purpose": {
      title: "証明書（しょうめいしょ）の 使（つか）い方（かた）",
      about: "この ことに 使（つか）って よい かぎです。",
    },
    "certificate.policy": {
      title: "証明書（しょうめいしょ）の 決（き）まり",
      about: "JPKIの 利用者証明用（りようしゃしょうめいよう）です。",
    },
    "certificate.strength": {
      title: "かぎの 強（つよ）さ",
      about: "今（いま）の 決（き）まりで 十分（じゅうぶん）に 強（つよ）いです。",
    },
    "procedure.proofs": {
      title: "手続（てつづ）きに いる もの",
      about: "この 手続（てつづ）きに いる カードや 証明書（しょうめいしょ）が ありました。",
    },
    "path.anchor": {
      title: "認証局（にんしょうきょく）",
      about: "ここで 認（みと）めて いる 認証局（にんしょうきょく）です。",
    },
    "path.signature": {
      title: "認証局（にんしょうきょく）の 署名（しょめい）",
      about: "認証局（にんしょうきょく）が この 証明書（しょうめいしょ）に 署名（しょめい）しました。",
    },
    "path.constraints": {
      title: "認証局（にんしょうきょく）の きまり",
      about: "つながりの 長（なが）さや 名前（なまえ）が、きまりの 中（なか）です。",
    },
    "path.validity": {
      title: "使（つか）える 期間（きかん）",
      about: "今（いま）は 期間（きかん）の 中（なか）です。",
    },
    "attributes.form": {
      title: "情報（じょうほう）の 形（かたち）",
      about: "名前（なまえ）や 住所（じゅうしょ）が 正（ただ）しい 形（かたち）です。",
    },
    "face.form": {
      title: "カードの 表（おもて）の データの 形（かたち）",
      about: "カードの 表（おもて）の データが 正（ただ）しい 形（かたち）です。",
    },
    "card.certificate": {
      title: "だれが 署名（しょめい）したか",
      about:
        "カードの 中（なか）の 証明書（しょうめいしょ）は、知（し）って いる ところが 作（つく）りました。",
    },
    "attributes.signature": {
      title: "情報（じょうほう）の 署名（しょめい）",
      about: "市区町村（しくちょうそん）が 署名（しょめい）しました。",
    },
    "attributes.hashes": {
      title: "署名（しょめい）した ものと 同（おな）じ",
      about: "名前（なまえ）などが 変（か）わって いません。",
    },
    "person.number-hash": { title: "個人番号（こじんばんごう）", about: "読（よ）みません。" },
    "face.signature": {
      title: "カードの 表（おもて）の 署名（しょめい）",
      about: "市区町村（しくちょうそん）が 写真（しゃしん）や 名前（なまえ）に 署名（しょめい）しました。",
    },
    "face.unsigned": {
      title: "署名（しょめい）が ない もの",
      about: "有効期限（ゆうこうきげん）と セキュリティコードです。",
    },
    "card.presence": { title: "カードが ここに ある", about: "コピーでは ありません。" },
    "residence.form": {
      title: "在留（ざいりゅう）カードの データの 形（かたち）",
      about: "データが 正（ただ）しい 形（かたち）です。",
    },
    "residence.certificate": {
      title: "だれが 署名（しょめい）したか",
      about:
        "カードの 中（なか）の 証明書（しょうめいしょ）は、知（し）って いる ところが 作（つく）りました。",
    },
    "residence.signature": {
      title: "在留（ざいりゅう）カードの 署名（しょめい）",
      about: "カードの 表（おもて）の ことに 署名（しょめい）が あります。",
    },
    "licence.form": {
      title: "免許証（めんきょしょう）の データの 形（かたち）",
      about: "データが 正（ただ）しい 形（かたち）です。",
    },
    "licence.signature": {
      title: "免許証（めんきょしょう）の 署名（しょめい）",
      about: "ここでは 確（たし）かめられません。",
    },
    "document.form": {
      title: "文書（ぶんしょ）の 形（かたち）",
      about: "この サイトの ための 文書（ぶんしょ）です。",
    },
    "token.signature": {
      title: "カードの 署名（しょめい）",
      about: "この カードが、この サイトの ために 署名（しょめい）しました。",
    },
    "cms.form": {
      title: "署名（しょめい）の 形（かたち）",
      about: "形（かたち）が 正（ただ）しくて、読（よ）めます。",
    },
    "cms.content": { title: "文書（ぶんしょ）", about: "署名（しょめい）した 文書（ぶんしょ）が あります。" },
    "cms.signer-certificate": {
      title: "署名（しょめい）した 人（ひと）の 証明書（しょうめいしょ）",
      about: "証明書（しょうめいしょ）が あって、署名（しょめい）に 使（つか）えます。",
    },
    "cms.algorithms": {
      title: "署名（しょめい）の やり方（かた）",
      about: "署名（しょめい）の やり方（かた）が 強（つよ）いです。",
    },
    "cms.attributes": {
      title: "署名（しょめい）の 中身（なかみ）",
      about: "署名（しょめい）に 必要（ひつよう）な ものが あります。",
    },
    "cms.message-digest": {
      title: "文書（ぶんしょ）は 同（おな）じ",
      about: "署名（しょめい）した 時（とき）と 同（おな）じ 文書（ぶんしょ）です。",
    },
    "cms.signing-certificate": {
      title: "署名（しょめい）が 言（い）う 証明書（しょうめいしょ）",
      about: "署名（しょめい）が この 証明書（しょうめいしょ）だと 言（い）って います。",
    },
    "cms.signature": {
      title: "文書（ぶんしょ）の 署名（しょめい）",
      about: "この 人（ひと）の かぎで 署名（しょめい）しました。",
    },
    "revocation.status": {
      title: "取（と）り消（け）し",
      about: "認証局（にんしょうきょく）が 証明書（しょうめいしょ）を 取（と）り消（け）して いないか。",
    },
  },

  stages: {
    "preparing-reader": "リーダーを 準備（じゅんび）して います",
    "waiting-for-card": "カードを 待（ま）って います",
    "reading-certificate": "証明書（しょうめいしょ）を 読（よ）んで います",
    "asking-tries-left": "あと 何回（なんかい） 入（い）れられるか 見（み）て います",
    "verifying-pin": "カードが 番号（ばんごう）を 確（たし）かめて います",
    "checking-number": "カードが 表（おもて）の 番号（ばんごう）を 確（たし）かめて います",
    "reading-data": "カードの データを 読（よ）んで います",
    signing: "カードが 署名（しょめい）して います",
    "releasing-reader": "リーダーを 止（と）めて います",
  },

  outcomes: {
    passed: "確（たし）かめた",
    failed: "だめだった",
    indeterminate: "わからない",
    "not-checked": "見（み）て いない",
  },

  verdicts: {
    "TOTAL-PASSED": "ここで いる 確認（かくにん）は、ぜんぶ できました。",
    "TOTAL-FAILED": "この カードは 確（たし）かめられませんでした。だめだった ところが あります。",
    INDETERMINATE: "わかりません。いる 確認（かくにん）の 中（なか）に、できなかった ものが あります。",
  },

  subIndications: {
    FORMAT_FAILURE: "決（き）まった 形（かたち）では ない ものが あります。",
    SIG_CRYPTO_FAILURE: "署名（しょめい）が 合（あ）いません。",
    HASH_FAILURE: "署名（しょめい）した 文書（ぶんしょ）では ありません。",
    SIG_CONSTRAINTS_FAILURE: "署名（しょめい）に 必要（ひつよう）な ものが ありません。",
    NO_SIGNING_CERTIFICATE_FOUND: "署名（しょめい）した 人（ひと）の 証明書（しょうめいしょ）が ありません。",
    SIGNED_DATA_NOT_FOUND: "署名（しょめい）した 文書（ぶんしょ）が ありません。",
    CRYPTO_CONSTRAINTS_FAILURE: "かぎか やり方（かた）が 弱（よわ）いです。",
    CHAIN_CONSTRAINTS_FAILURE: "証明書（しょうめいしょ）が 条件（じょうけん）に 合（あ）いません。",
    CERTIFICATE_CHAIN_GENERAL_FAILURE: "認証局（にんしょうきょく）との つながりを 確（たし）かめられません。",
    NO_CERTIFICATE_CHAIN_FOUND: "認証局（にんしょうきょく）が、ここに 登録（とうろく）されて いません。",
    NOT_YET_VALID: "証明書（しょうめいしょ）は、まだ 使（つか）えません。",
    EXPIRED: "証明書（しょうめいしょ）の 期限（きげん）が 過（す）ぎました。",
    REVOKED: "証明書（しょうめいしょ）は 取（と）り消（け）されて います。",
    TRY_LATER: "取（と）り消（け）しの 情報（じょうほう）が ありません。",
    POLICY_PROCESSING_ERROR: "方針（ほうしん）を 使（つか）えませんでした。",
  },
};

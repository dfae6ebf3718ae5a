import type { FailureText, Texts } from "./types.js";

// 同じ状況には同じ言葉で答えるため、複数の失敗に共通する案内をここにまとめる。

const program = (what: string): FailureText => ({
  what,
  now: "ページを再読み込みして、もう一度お試しください。繰り返す場合は、このページの運営者にお知らせください。",
  staff: "コードと、どの段階で起きたかを開発元に伝えてください。カードが原因ではありません。",
});

const caller = (what: string, staff: string): FailureText => ({
  what,
  now: "お客様の操作に誤りはなく、カードは使われていません。このページの運営者にお知らせください。",
  staff,
});

const readerTrouble = (what: string): FailureText => ({
  what,
  now: "リーダーをいったん抜いて差し直し、最初からやり直してください。",
  staff: "ケーブル、USBポート、同じ機種の別のリーダーに替えて試してください。",
});

const cardContact = (what: string): FailureText => ({
  what,
  now: "カードをケースから出して、リーダーの中央に平らに置き、案内があるまで動かさないでください。",
  staff:
    "金属、ほかのカード、スマートフォンをリーダーから離してください。別のカードで試すと、リーダーとカードのどちらの問題かを見分けられます。",
});

const officeTag = (what: string): FailureText => ({
  what,
  now: "このタグは使わず、窓口の係員にお尋ねください。",
  staff:
    "カードは使われていません。もう一度タグにかざし、同じコードが出るときは `npx kazashi tag` で新しいタグを作ってください。",
});

const cardAnswer = (what: string): FailureText => ({
  what,
  now: "カードをいったん離して、もう一度お試しください。繰り返す場合は係員にお尋ねください。",
  staff:
    "マイナンバーカードかどうかを確かめてください。別のリーダーでも同じコードが出るときは、コードと数値を開発元に伝えてください。カード自体は市区町村の窓口で調べてもらえます。",
});

const damagedCertificate = (what: string): FailureText => ({
  what,
  now: "もう一度お試しください。繰り返す場合、このカードはここでは確認できません。係員にお尋ねください。",
  staff: "結果を受け入れないでください。別のリーダーで読み、同じコードが出るときは開発元に伝えてください。",
});

const refusedCertificate = (what: string): FailureText => ({
  what,
  now: "このカードはここでは確認できません。ほかの方法を係員にお尋ねください。",
  staff:
    "結果を受け入れないでください。正規のマイナンバーカードでは起きないはずのことです。コードを開発元に伝えてください。",
});

const evidence = (what: string): FailureText => ({
  what,
  now: "最初からやり直してください。繰り返す場合は、このページの運営者にお知らせください。",
  staff:
    "結果を受け入れないでください。証跡は、コアが書いたとおりの文字列のまま渡してください（解析して書き直さないこと）。",
});

const signedDocument = (what: string): FailureText => ({
  what,
  now: "この署名はここでは確認できません。文書を送った方に、もう一度依頼してください。",
  staff:
    "署名を受け入れないでください。文書が正しいと分かっているときは、コードと署名に使われたソフトウェアを開発元に伝えてください。",
});

const revocationData = (staff: string): FailureText => ({
  what: "失効情報を使えません。",
  now: "今は判断できません。時間をおいてお試しください。",
  staff,
});

const trustData = (what: string, staff: string): FailureText => ({
  what,
  now: "お客様の操作に誤りはありません。このページの運営者にお知らせください。",
  staff,
});

const challenge = (what: string): FailureText => ({
  what,
  now: "最初からやり直してください。ページが新しいチャレンジを受け取ります。",
  staff: "一度だけなら対応は不要です。続くときは、サーバーの時計とセッションのCookieを確かめてください。",
});

export const ja: Texts = {
  failures: {
    "internal.error": program("プログラムの内部で問題が起きました。"),
    "internal.unexpected-reply": program("プログラムの部品どうしのやり取りが食い違いました。"),
    "internal.dialogue-too-long": program("カードとのやり取りがあり得ない長さになったため、打ち切りました。"),
    "program.unavailable": {
      what: "確認プログラムを読み込めませんでした。",
      now: "通信を確かめて、ページを再読み込みしてください。",
      staff:
        "サーバーが kazashi.wasm と worker.js を配信しているか、Content-Security-Policy が 'wasm-unsafe-eval' を許しているかを確かめてください。",
    },
    "program.altered": {
      what: "届いた確認プログラムが、このページと組になるものと一致しないため、起動しませんでした。",
      now: "ページを再読み込みしてください。繰り返す場合は先に進まず、このページの運営者にお知らせください。",
      staff:
        "ページとwasmのビルドが食い違っているか、途中でファイルが変えられています。一つのビルドをまとめて配信し、キャッシュを消してください。",
    },
    "program.use-missing": {
      what: "読み込まれた確認プログラムには、この機能が入っていません。",
      now: "ページを再読み込みしてください。繰り返す場合は、このページの運営者にお知らせください。",
      staff:
        "小さいモジュールが読み込まれていますが、この用途は kazashi-full.wasm だけが持っています。その場所をクライアントに渡してください。",
    },
    "check.prerequisite-failed": {
      what: "前提となる確認が通らなかったため、この項目は調べていません。",
      now: "先に、通らなかった項目をご覧ください。",
      staff: "先に、通らなかった項目を見てください。",
    },
    "user.cancelled": {
      what: "取り消しました。このサイトには何も送信していません。",
      now: "カードをお取りください。必要なら最初からやり直せます。",
      staff: "対応は不要です。暗証番号はカードに渡った後かもしれませんが、ほかには送られていません。",
    },

    "input.json-malformed": caller(
      "このページから渡されたデータを読めません。",
      "開発者へ：引数がJSONではありません。",
    ),
    "input.base64-malformed": caller(
      "このページから渡されたデータを読めません。",
      "開発者へ：パディング付き・空白なしのbase64が必要です。数値は最初の誤りの位置です。",
    ),
    "input.hex-malformed": caller(
      "このページから渡されたデータを読めません。",
      "開発者へ：偶数個の16進数字が必要です。数値は最初の誤りの位置です。",
    ),
    "input.nonce-malformed": caller(
      "この確認のためのチャレンジを読めません。",
      "開発者へ：nonceは乱数のbase64文字列で、サーバーが送ったとおりに渡してください。",
    ),
    "input.nonce-too-short": caller(
      "この確認のためのチャレンジが短すぎて、安全ではありません。",
      "開発者へ：nonceには32バイト以上の乱数が必要です。",
    ),
    "input.origin-malformed": caller(
      "どのサイトのための確認か、ページから正しく伝えられていません。",
      "開発者へ：オリジンは https://example.jp のように、スキームとホストとポートだけです。httpsか、localhostのhttpに限ります。",
    ),
    "input.time-malformed": caller(
      "このページから渡された時刻を読めません。",
      "開発者へ：YYYY-MM-DDThh:mm:ssZ の形です。端末の時計も確かめてください。",
    ),
    "input.policy-missing": caller(
      "このページが何を求めるのかが伝えられていません。",
      "開発者へ：失効確認の方針を必ず指定してください。既定値はありません。",
    ),
    "input.policy-unknown": caller(
      "このページが求めていることを、プログラムが知りません。",
      '開発者へ：失効確認の方針は "require" か "accept-not-checked" です。',
    ),
    "input.matching-number-malformed": {
      what: "カードの券面の番号が足りないか、誤っています。カードには送っていません。",
      now: "生年月日、有効期限の西暦年、セキュリティコード（数字4桁）を確かめて、最初からやり直してください。",
      staff:
        "14桁の数字です（生年月日は和暦の年2桁、有効期限は西暦年4桁、セキュリティコード4桁）。生年月日が西暦で印刷されたカードでは、その形を選ぶ必要があります。",
    },
    "input.card-number-malformed": {
      what: "在留カード等の番号は英数字12文字です。入力された内容は送っていません。",
      now: "カード右上の番号を見て、最初からやり直してください。",
      staff: "英大文字と数字だけで、空白は入れません。",
    },
    "input.member-unknown": caller(
      "このページから、プログラムの知らない項目が渡されました。",
      "開発者へ：知らない項目の名前が、答えに書かれています。",
    ),
    "input.option-malformed": caller(
      "このページから、プログラムの知らない設定が渡されました。",
      "開発者へ：項目が足りないか、未知か、型が違います。",
    ),
    "input.use-unknown": caller(
      "このページが求めたカードの使い方を、プログラムが知りません。",
      "開発者へ：use が一覧にない語です。",
    ),
    "input.purpose-missing": caller(
      "このページは、法律で認められた目的を示さずに個人番号を求めました。",
      "開発者へ：purpose に social-security、tax、disaster のいずれかを示してください（番号法第9条）。",
    ),
    "input.document-malformed": caller(
      "署名する文書が、ここで署名できる形ではありません。",
      "開発者へ：小数を含まないJSONオブジェクトで、48 KiB以下にしてください。",
    ),
    "input.document-not-canonical": caller(
      "署名する文書が、署名に使う決まった書き方になっていません。",
      "開発者へ：RFC 8785の正準JSONにしてください。位置は最初の違いです。",
    ),
    "input.document-other-challenge": caller(
      "署名する文書が、別のサイトか別の要求のために作られています。",
      "開発者へ：文書の origin と nonce が、この要求のものと同じでなければなりません。",
    ),

    "reader.usb-unsupported": {
      what: "このブラウザはカードリーダーを使えません。",
      now: "パソコンのChromeかEdge、またはAndroidのChromeでこのページを開いてください。",
      staff: "WebUSBがあるのはChromeとEdgeだけで、httpsのページかlocalhostに限られます。",
    },
    "reader.gesture-needed": {
      what: "ブラウザがリーダーの一覧を出せるのは、ボタンを押した直後だけです。",
      now: "接続ボタンをもう一度押してください。",
      staff: "開発者へ：chooseReader()は、クリック処理の中で、何かを待つ前に呼んでください。",
    },
    "reader.not-chosen": {
      what: "リーダーが選ばれませんでした。",
      now: "リーダーがつながっているか確かめ、接続ボタンを押して、ブラウザの一覧から選んでください。",
      staff:
        "一覧が空のときは、リーダーがつながっていないか、このページで使えない機種です。ソニーのRC-S380が使えます。",
    },
    "reader.not-permitted": {
      what: "このページにはカードリーダーの使用が許可されていません。",
      now: "このページの運営者か、このパソコンの管理者にお知らせください。",
      staff: 'ページまたは組織のポリシーがUSBを止めています。フレーム内のページには allow="usb" が必要です。',
    },
    "reader.closed-by-browser": {
      what: "この種類のリーダーは、ブラウザがウェブページからの利用を認めていません。リーダーの故障ではありません。",
      now: "ソニーのRC-S380を使うか、リーダーに付属するアプリケーションをお使いください。",
      staff:
        "スマートカードクラス（CCID）だけを備えたリーダーは、どのウェブページからも使えません。ブラウザの決まりです。",
    },
    "reader.in-use": {
      what: "ほかのプログラムがリーダーを使っています。",
      now: "カードリーダーを使うほかのページやプログラムを閉じて、もう一度お試しください。",
      staff:
        "Linuxではカーネルのport100ドライバーかpcscd、Windowsではソニーのソフトウェアが使っていることがあります。",
    },
    "reader.unknown-model": {
      what: "このページは、このリーダーの使い方を知りません。",
      now: "ソニーのRC-S380をお使いください。",
      staff: "対応機種：ソニー RC-S380/S、RC-S380/P。",
    },
    "reader.disconnected": {
      what: "リーダーが抜かれました。",
      now: "つなぎ直して、最初からやり直してください。",
      staff: "誰も触れていないときは、ケーブルかUSBポートを替えてください。",
    },
    "reader.transfer-failed": readerTrouble("パソコンとリーダーの間でデータをやり取りできませんでした。"),
    "reader.stalled": readerTrouble("リーダーが一時的に受け付けなくなりました。"),
    "reader.no-answer": readerTrouble("リーダーから時間内に返事がありませんでした。"),
    "reader.frame-malformed": readerTrouble("リーダーから読めないデータが届きました。"),
    "reader.frame-checksum": readerTrouble("リーダーからのデータが途中で壊れました。"),
    "reader.refused-frame": readerTrouble("リーダーが、送られた内容を理解できませんでした。"),
    "reader.wrong-answer": readerTrouble("リーダーから、たずねたことと違う返事が届きました。"),
    "reader.command-failed": readerTrouble("リーダーが命令を実行できませんでした。"),
    "reader.radio-failed": cardContact("リーダーとカードの間の電波のやり取りに失敗しました。"),
    "reader.refused-parameter": readerTrouble("リーダーが、渡された設定を受け付けませんでした。"),
    "reader.wrong-mode": readerTrouble("リーダーが予想と違う状態になっていました。"),
    "reader.command-unknown": readerTrouble("リーダーが、ここで必要な命令を知りません。"),
    "reader.busy": readerTrouble("リーダーが、まだ別の処理をしています。"),
    "reader.too-hot": {
      what: "リーダーが熱くなりすぎて、続けられません。",
      now: "カードを離し、リーダーが数分冷めるのを待ってから、最初からやり直してください。",
      staff:
        "直射日光を避け、ほかの機器の上に置かないでください。繰り返すときは別のリーダーに替えてください。",
    },
    "reader.hardware-failed": readerTrouble("リーダーが自身の不具合を知らせています。"),
    "reader.foreign-field": {
      what: "ほかの機器の電波がリーダーを妨げています。",
      now: "スマートフォンやほかのカードリーダーを離してから、最初からやり直してください。",
      staff: "同じ机に2台のリーダーを置くときは、50センチほど離してください。",
    },
    "reader.field-lost": readerTrouble("処理の途中で、リーダーの電波が止まりました。"),
    "reader.descriptor-malformed": readerTrouble("リーダーの自己紹介の情報を読めませんでした。"),
    "reader.level-unsupported": {
      what: "このリーダーの方式には、ここでは対応していません。",
      now: "別のリーダーをお使いください。",
      staff:
        "カードとの文字単位のやり取りをパソコン側に求めるリーダーです（CCIDのキャラクターレベル）。APDUかT=1ブロックを扱う機種に替えてください。",
    },

    "card.not-found": cardContact("リーダーの上にカードが見つかりませんでした。"),
    "card.removed": cardContact("確認が終わる前にカードが離れました。"),
    "card.more-than-one": {
      what: "リーダーの上にカードが2枚以上あります。",
      now: "財布やケースから出して、マイナンバーカードだけを置いてください。",
      staff: "近くのスマートフォンやほかのカードも数に入ります。",
    },
    "card.unsupported": {
      what: "このカードは、マイナンバーカードの方式に対応していません。",
      now: "マイナンバーカードを置いてください。",
      staff: "ISO/IEC 14443-4に対応しないType Bカードです。",
    },
    "card.transmission-failed": cardContact("リーダーとカードの間で、データが何度も失われました。"),
    "card.protocol-violated": cardAnswer("カードの返事が通信の手順に合っていません。"),
    "card.too-slow": cardAnswer("カードとのやり取りに時間がかかりすぎたため、打ち切りました。"),
    "card.answer-malformed": cardAnswer("カードの返事を読めません。"),
    "card.answer-too-long": cardAnswer("カードの返事が長すぎます。"),
    "card.application-missing": {
      what: "このカードには、ここで読み取る機能がありません。",
      now: "正しいカードかどうかを確かめて、置き直してください。",
      staff:
        "マイナンバーカード、在留カード、運転免許証は電波方式が同じで、中の機能が異なります。マイナンバーカードの免許情報は、本人が希望して記録した場合だけあります。",
    },
    "card.file-missing": {
      what: "このカードには、ここで読み取るものが入っていません。",
      now: "電子証明書の場合は、市区町村の窓口で発行を受けてください。",
      staff: "電子証明書やデータが発行されていないか、取り除かれています。",
    },
    "card.access-denied": cardAnswer("先に暗証番号が必要なため、カードが読み取りを断りました。"),
    "card.unexpected-status": cardAnswer("カードから、ここでは想定していない返事がありました。"),
    "card.file-malformed": cardAnswer("カードの中のデータを読めません。"),
    "card.pin-wrong": {
      what: "暗証番号（パスワード）が違います。あと{value}回入力できます。",
      now: "利用者証明用、署名用、券面事項入力補助用、運転免許証の暗証番号はそれぞれ別のものです。確かでないときは、ここでやめてください。ロックされると、カードの発行元での手続が必要になります。",
      staff: "当て推量で入力しないよう案内してください。やり直すたびに残り回数が減ります。",
    },
    "card.pin-blocked": {
      what: "暗証番号（パスワード）を続けて間違えたため、ロックされています。",
      now: "ご本人が市区町村の窓口（運転免許証は警察の窓口）で、初期化を申請してください。",
      staff:
        "カードは壊れていません。ほかの暗証番号は使えます。解除できるのは、発行元など、定められたところだけです。",
    },
    "card.pin-last-try": {
      what: "残り1回のため、入力しませんでした。",
      now: "暗証番号（パスワード）が確かなら、最初からやり直してください。確かでなければ、この1回は残して、カードの発行元にご相談ください。",
      staff: "もう一度間違えると、発行元で初期化するまで使えなくなります。",
    },
    "card.pin-format": {
      what: "入力されたものは、この暗証番号（パスワード）の形ではありません。カードには送っていません。",
      now: "最初からやり直してください。暗証番号は数字4桁、署名用のパスワードは6〜16文字の英数字です。",
      staff: "どの暗証番号が必要かを確かめてください。取り違えがよくあります。",
    },
    "card.pin-outcome-unknown": {
      what: "カードが暗証番号などを調べている間に、通信が途切れました。1回分として数えられたかどうかは分かりません。",
      now: "最初からやり直してください。入力の前に、残り回数が表示されます。",
      staff: "一度だけ送り、自動で送り直すことはありません。前後の残り回数を比べてください。",
    },

    "card.matching-number-wrong": {
      what: "生年月日、有効期限の年、セキュリティコードの組が、このカードのものと違います。あと{value}回入力できます。",
      now: "一つずつカードの券面と見比べてください。合っているのにこの表示が出るときは、ここでやめて、係員にお知らせください。",
      staff: "やり直すたびに残り回数が減ります。カメラで読み取った場合は、目で見比べてください。",
    },
    "card.matching-number-blocked": {
      what: "券面の番号を続けて間違えたため、この方法では読み取れなくなっています。",
      now: "ご本人が市区町村の窓口にご相談ください。暗証番号を使う方法は使えることがあります。",
      staff:
        "ロックされたのは券面の番号の照合で、暗証番号ではありません。暗証番号を使う方法を案内してください。",
    },
    "card.matching-number-last-try": {
      what: "券面の番号の入力が残り1回のため、送りませんでした。",
      now: "すべての数字をカードと見比べて確かなときだけ、最初からやり直してください。",
      staff: "もう一度間違えると、券面の番号による読み取りができなくなります。",
    },
    "card.number-wrong": {
      what: "入力された番号は、このカードの番号と違います。",
      now: "カード右上の番号と見比べて、最初からやり直してください。",
      staff: "回数の制限はありません。番号が正しいのに拒まれるときは、カードを疑ってください。",
    },
    "card.kind-unsupported": {
      what: "この種類のカードは、まだ読み取りに対応していません。",
      now: "ここではこのカードを読み取れません。係員に別の方法をお尋ねください。",
      staff: "在留カードの機能を持つマイナンバーカードは、命令の仕様がすべては公開されていません。",
    },
    "card.secure-messaging-failed": cardAnswer("カードとの保護された通信が成り立ちませんでした。"),
    "card.data-altered": refusedCertificate("読み取ったデータが、署名されたデータと一致しません。"),
    "card.issuer-not-configured": {
      what: "このカードのデータに署名した発行者が、このプログラムに設定されていません。",
      now: "本物かもしれませんが、ここでは確かめられません。係員にお尋ねください。",
      staff: "カードの証明書が示す発行者の鍵が設定されていません。検証に失敗したわけではありません。",
    },
    "card.presence-not-shown": {
      what: "データの写しではなくカードそのものがあったことが、示されていません。",
      now: "データは本物かもしれません。係員にお尋ねになるか、もう一度カードをかざしてください。",
      staff:
        "このカードまたはアプリケーションは、チャレンジに署名していません（そのための鍵がないか、拒まれました）。ファイルの写しでも同じ結果になります。",
    },
    "card.data-not-read": {
      what: "個人番号を読んでいないため、カードにあるそのハッシュは照合していません。",
      now: "何もする必要はありません。ここでは個人番号を使いません。",
      staff: "これで正しい状態です。個人番号は、法律に定める目的のときだけ読みます。",
    },
    "card.data-not-signed": {
      what: "カード内の有効期限とセキュリティコードには署名がないため、確かめられません。",
      now: "カードに印刷されたものと見比べてください。",
      staff: "カードはこの2つに署名していません。カード内の有効期限だけで判断しないでください。",
    },
    "picture.malformed": {
      what: "カードの中の顔写真を読めません。",
      now: "ほかの項目は写真なしで確認できます。本人との照合は、券面に印刷された写真で行ってください。",
      staff:
        "写真が署名されたものかどうかは、別の検証項目で確かめてください。正規のカードでは起こらないはずです。コードを開発元に知らせてください。",
    },
    "picture.unsupported": {
      what: "カードの中の顔写真は、このプログラムでは表示できない形式です。",
      now: "ほかの項目は写真なしで確認できます。本人との照合は、券面に印刷された写真で行ってください。",
      staff:
        "表示できるのは、縦横とも1024画素までの、白黒またはカラーのJPEG 2000です。コードとカードの種類を開発元に知らせてください。",
    },

    "der.truncated": damagedCertificate("データが途中で終わっています。"),
    "der.trailing-bytes": damagedCertificate("データの終わりの後ろに、余分なものがあります。"),
    "der.unexpected-tag": damagedCertificate("データの中に、あるべきものと違うものがあります。"),
    "der.bad-length": damagedCertificate("データの中の長さの値が正しくありません。"),
    "der.bad-value": damagedCertificate("データの中に、認められない書き方の値があります。"),
    "der.too-long": damagedCertificate("データがあり得ない大きさです。"),
    "der.too-deep": damagedCertificate("データの入れ子があり得ない深さです。"),
    "certificate.bad-serial": refusedCertificate("証明書のシリアル番号が正しくありません。"),
    "certificate.bad-version": refusedCertificate("証明書がバージョン3ではありません。"),
    "certificate.algorithm-mismatch": refusedCertificate("証明書に、二つの異なる署名方式が書かれています。"),
    "certificate.duplicate-extension": refusedCertificate("証明書に、同じ項目が二度書かれています。"),
    "certificate.unknown-critical-extension": refusedCertificate(
      "証明書に、無視してはならない未知の条件が付いています。",
    ),
    "certificate.weak-signature": refusedCertificate("証明書の署名方式が、今では安全ではありません。"),
    "certificate.weak-key": refusedCertificate("証明書の鍵が短すぎて、安全ではありません。"),
    "certificate.key-usage-missing": refusedCertificate("証明書に、鍵の用途が書かれていません。"),
    "certificate.key-usage-not-critical":
      refusedCertificate("証明書の鍵の用途が、必須の条件になっていません。"),
    "certificate.key-usage-wrong": refusedCertificate("証明書の鍵が、別の用途のものです。"),
    "certificate.extended-key-usage-wrong":
      refusedCertificate("証明書が、利用者証明のためのものではありません。"),
    "certificate.is-authority": refusedCertificate("個人ではなく、認証局の証明書だと書かれています。"),
    "certificate.is-not-authority": refusedCertificate("発行元の証明書が、認証局のものではありません。"),
    "certificate.policy-missing": refusedCertificate("証明書に、発行のポリシーが書かれていません。"),
    "certificate.policy-wrong": refusedCertificate(
      "証明書が、利用者証明用とは別のポリシーで発行されています。",
    ),
    "certificate.policy-not-critical": refusedCertificate("証明書のポリシーが、必須の条件になっていません。"),
    "certificate.key-identifier-missing":
      refusedCertificate("証明書に、どの鍵で署名されたかが書かれていません。"),
    "certificate.bad-validity": refusedCertificate("証明書の有効期間の書き方が正しくありません。"),
    "certificate.self-issued": refusedCertificate("証明書の発行元が、自分自身になっています。"),
    "certificate.not-understood": refusedCertificate("証明書に、解釈できないところがあります。"),
    "certificate.bad-name": refusedCertificate("証明書に、あるべき名前がありません。"),
    "certificate.extension-misused": refusedCertificate("証明書の拡張の使い方が、規格に反しています。"),
    "certificate.name-mismatch": refusedCertificate("証明書の名前が、求められた名前と違います。"),
    "certificate.not-yet-valid": {
      what: "証明書の有効期間が、まだ始まっていません。",
      now: "この端末の日付と時刻を確かめてください。正しければ、有効期間が始まってからお試しください。",
      staff: "まず端末の時計を、確かな時計と比べてください。",
    },
    "certificate.expired": {
      what: "証明書の有効期限が過ぎています。",
      now: "市区町村の窓口で、新しい電子証明書の発行を受けられます。",
      staff: "まず端末の時計を確かめてください。カード自体の有効期限は残っていることがあります。",
    },
    "certificate.signature-invalid": refusedCertificate(
      "証明書に付いた認証局の署名が合いません。書き換えられたか、その認証局のものではありません。",
    ),

    "certificate.person-data-missing": refusedCertificate(
      "署名用電子証明書に、氏名・住所・性別・生年月日が入っていません。",
    ),
    "certificate.person-data-malformed": refusedCertificate(
      "署名用電子証明書の氏名などの記載が、知られている形と違います。",
    ),
    "certificate.birth-date-malformed": refusedCertificate(
      "署名用電子証明書の生年月日が、示された元号の日付ではありません。",
    ),
    "path.authority-not-configured": {
      what: "この証明書を発行した認証局は、ここではまだ設定されていません。カードの真偽を示すものではなく、正規のカードでも起こります。",
      now: "ここでは判断できません。このページの運営者にお知らせのうえ、ほかの方法をお使いください。",
      staff:
        "認証局の証明書を入手して `npx kazashi trust add FILE.cer` を実行し、表示されるフィンガープリントを公式ページ（jpki.go.jp/ca）と見比べてから、新しい信頼リストを配信してください。",
    },
    "path.authority-wrong-purpose": refusedCertificate(
      "認証局は登録されていますが、利用者証明用ではありません。",
    ),
    "path.authority-certificate-missing": {
      what: "認証局の証明書を、カードからも信頼リストからも得られませんでした。",
      now: "もう一度お試しください。繰り返す場合は係員にお尋ねください。",
      staff:
        "信頼リストは認証局をフィンガープリントで記録しています。証明書そのものは通常カードから読みます。",
    },
    "path.issuer-mismatch": refusedCertificate(
      "証明書が、いっしょに届いた認証局から発行されたものではありません。",
    ),
    "path.test-authority": {
      what: "テスト用のカードです。ここでは有効なものとして扱いません。",
      now: "本物のマイナンバーカードをお使いください。",
      staff: "テスト用の認証局は、テスト用と記された信頼リストのもとでだけ扱います。",
    },
    "path.invalid": refusedCertificate("証明書から認証局へのつながりが確かめられません。"),

    "path.not-found": refusedCertificate("信頼する認証局まで、証明書をたどれません。"),
    "path.names-refused": refusedCertificate("証明書の名前が、認証局に許された範囲の外にあります。"),
    "path.policy-missing": refusedCertificate("証明書のつながりに、求められたポリシーがありません。"),
    "path.too-long": refusedCertificate("証明書のつながりが、認証局の許す長さを超えています。"),
    "path.too-complex": refusedCertificate(
      "証明書のつながりが複雑すぎて、決められた手間では確かめられません。",
    ),

    "signature.invalid": {
      what: "カードの署名が、この確認と合いません。",
      now: "最初からやり直してください。繰り返す場合、このカードはここでは確認できません。",
      staff:
        "結果を受け入れないでください。サーバーでは、オリジンとnonceがこのセッションのものと完全に一致している必要があります。",
    },
    "signature.algorithm-refused": evidence("受け付けていない署名方式が使われています。"),
    "signature.key-malformed": refusedCertificate("証明書の鍵を使えません。"),
    "evidence.malformed": evidence("証跡を読めません。"),
    "evidence.not-canonical": evidence("証跡が決められた形と違います。書き直されたか、変えられています。"),
    "evidence.format-unknown": evidence("証跡が、プログラムの知らない種類です。"),
    "evidence.too-large": evidence("証跡があり得ない大きさです。"),
    "evidence.other-use": evidence("証跡が、求めたものとは別の使い方のものです。"),

    "cms.not-signed-data": signedDocument("署名文書（CMS SignedData）ではありません。"),
    "cms.too-large": signedDocument("署名文書が大きすぎるか、署名者や証明書の数が多すぎます。"),
    "cms.bad-version": signedDocument("署名文書の版番号が、中身に合いません。"),
    "cms.no-signer": signedDocument("この文書には、だれの署名もありません。"),
    "cms.content-missing": signedDocument("署名が文書と別になっていますが、文書が渡されていません。"),
    "cms.content-differs": signedDocument("渡された文書が、署名の中の文書と違います。"),
    "cms.signer-certificate-missing": signedDocument("署名者の証明書が、署名に添えられていません。"),
    "cms.signer-certificate-ambiguous": signedDocument("署名者として当てはまる証明書が、二つ以上あります。"),
    "cms.digest-refused": signedDocument("SHA-1など、認められない方式のハッシュを使った署名です。"),
    "cms.algorithms-differ": signedDocument("署名者が示した二つの方式が、互いに合いません。"),
    "cms.signed-attributes-missing": signedDocument(
      "署名属性がありません。付けられなかったか、取り除かれています。",
    ),
    "cms.signed-attributes-not-der": signedDocument("署名属性が、DERの定める順に並んでいません。"),
    "cms.attribute-missing": signedDocument("どの署名にも必要な署名属性が欠けています。"),
    "cms.attribute-repeated": signedDocument(
      "一度しか置けない署名属性が、二度あるか、複数の値を持っています。",
    ),
    "cms.attribute-misplaced": signedDocument("署名されるべき属性が、署名されない側に置かれています。"),
    "cms.content-type-mismatch": signedDocument("署名者が署名した内容の種類と、実際の内容の種類が違います。"),
    "cms.message-digest-mismatch": signedDocument(
      "署名された文書ではありません。変えられたか、差し替えられています。",
    ),
    "cms.signing-certificate-missing": signedDocument(
      "どの証明書で署名したかが、署名の中に示されていません。",
    ),
    "cms.signing-certificate-mismatch": signedDocument(
      "添えられた証明書は、署名に使われた証明書ではありません。",
    ),

    "revocation.not-checked": {
      what: "証明書が失効していないかどうかは、確認していません。",
      now: "操作は不要です。これで足りるかどうかは、確認を求めた側が決めます。",
      staff:
        "JPKIの失効情報は、認定を受けた検証者だけが利用できます。未確認をどう扱うかは、方針で定めてください。",
    },
    "revocation.revoked": {
      what: "証明書は失効しています。",
      now: "市区町村の窓口で理由を確かめ、新しい電子証明書の発行を受けられます。",
      staff: "結果を受け入れないでください。",
    },
    "revocation.unknown": {
      what: "この証明書の失効の状態を、認証局が把握していません。",
      now: "ここでは判断できません。時間をおいてお試しください。",
      staff: "「失効」とは別です。失効情報の提供元に問い合わせてください。",
    },
    "revocation.stale": {
      what: "失効情報が古く、判断に使えません。",
      now: "今は判断できません。時間をおいてお試しください。",
      staff: "新しい失効情報を取得してください。古さは報告書に表示されます。",
    },
    "revocation.revoked-later": {
      what: "証明書は失効していますが、判断の対象となる時点より後です。",
      now: "操作は不要です。署名の時点では、証明書は有効でした。",
      staff: "信頼できる時刻により、署名が先と分かります。失効の理由と日時を確かめてください。",
    },
    "crl.malformed": revocationData(
      "失効リスト（CRL）が形式の決まりに反しています。取得し直し、直らなければ認証局に伝えてください。",
    ),
    "crl.unsupported": revocationData(
      "失効リスト（CRL）に、このプログラムが扱えない重要な拡張または範囲があるため、使えません（RFC 5280 5.2節）。",
    ),
    "crl.too-large": revocationData(
      "失効リスト（CRL）の一部が、認証局に必要な大きさを超えているため、読みませんでした。",
    ),
    "crl.unknown-signer": revocationData(
      "手元の認証局証明書の中に、失効リスト（CRL）の署名者がありません。リストの示す名前と鍵識別子の証明書を用意してください。",
    ),
    "crl.signature-invalid": revocationData(
      "失効リスト（CRL）は改変されたか、別の者が署名しています。使わないでください。",
    ),
    "crl.delta-does-not-fit": revocationData(
      "差分の失効リストが、手元の基本リスト、範囲、または時点に合いません。同じ時点の組を取得してください。",
    ),
    "revocation.set-malformed": revocationData(
      "失効情報のファイルが壊れているか、別の版で作られています。失効リストから作り直してください。",
    ),
    "ocsp.malformed": revocationData("OCSP応答が形式の決まりに反しています。"),
    "ocsp.no-answer": revocationData("OCSPの応答者が要求を断ったか、答えを持っていません。"),
    "ocsp.unsupported": revocationData(
      "OCSP応答に、このプログラムが扱えない重要な拡張または種類があります。",
    ),
    "ocsp.responder-refused": revocationData(
      "OCSP応答の署名者は、証明書を発行した認証局に認められていません（RFC 6960 4.2.2.2節）。",
    ),
    "ocsp.signature-invalid": revocationData(
      "OCSP応答は改変されたか、別の鍵で署名されています。使わないでください。",
    ),
    "ocsp.nonce-mismatch": revocationData(
      "OCSP応答に要求時のノンスがありません。古い応答が再送された可能性があります。",
    ),
    "ocsp.other-certificate": revocationData("OCSP応答は、別の証明書についてのものです。"),
    "ocsp.times-invalid": revocationData(
      "OCSP応答の日時が互いに矛盾しているか、証明書の発行より前に作られています。",
    ),

    "envelope.cbor-malformed": trustData(
      "このページが使う設定ファイルを読めません。",
      "署名付きファイルが壊れています。署名したときのまま配信し直してください。",
    ),
    "envelope.malformed": trustData(
      "このページが使う設定ファイルを読めません。",
      "署名付きファイルの項目が足りないか、未知の項目があります。署名し直してください。",
    ),
    "envelope.wrong-kind": trustData(
      "このページが使う設定ファイルの種類が違います。",
      "信頼リストではない別のファイルが配信されていないか確かめてください。",
    ),
    "envelope.unknown-signer": trustData(
      "このページが使う設定ファイルの署名者が、登録されていません。",
      "署名者の鍵がこのビルドに登録されていないか、この種類のファイルに使えません。",
    ),
    "envelope.signature-invalid": trustData(
      "このページが使う設定ファイルが書き換えられています。",
      "署名が合いません。このファイルは使わず、配信元から取り直してください。",
    ),
    "envelope.not-yet-valid": trustData(
      "このページが使う設定ファイルが、まだ有効になっていません。",
      "まず端末の時計を、次にファイルの発行日を確かめてください。",
    ),
    "envelope.expired": trustData(
      "このページが使う設定ファイルの有効期限が過ぎています。",
      "まず端末の時計を確かめ、次に新しいファイルを配信してください。",
    ),
    "envelope.rollback": trustData(
      "このページが使う設定ファイルが、前に使ったものより古くなっています。",
      "最新のファイルを配信してください。古いものは意図して拒んでいます。",
    ),
    "trust.malformed": trustData(
      "信頼する認証局の一覧を読めません。",
      "信頼リストの内容が決められた形と違います。",
    ),
    "trust.environment-refused": trustData(
      "テスト用と本番用の区別が、ここで認められているものと違います。",
      "信頼リストの環境（test か production）を、呼び出す側が求めたものに合わせてください。例のサーバーがテスト用カードを受け付けるのは --accept-test のときだけです。",
    ),
    "trust.environments-mixed": trustData(
      "信頼する認証局の一覧に、テスト用と本番用が混ざっています。",
      "信頼リストはテスト用か本番用のどちらかです。",
    ),
    "trust.test-authority-in-production": trustData(
      "信頼する認証局の一覧に、テスト用の認証局が含まれています。",
      "本番用の信頼リストからテスト用の認証局を除いてください。",
    ),

    "tag.ndef-malformed": officeTag("タグの内容を読めませんでした。"),
    "tag.no-office-record": officeTag("このタグは窓口のものではありません。"),
    "tag.not-alone": officeTag("このタグには、窓口の情報のほかにも何か書かれています。"),
    "tag.malformed": officeTag("タグに書かれた窓口の情報を読めませんでした。"),
    "tag.other-origin": officeTag("このタグは、確認しようとしたものとは別のサービスを指しています。"),
    "tag.not-yet-valid": officeTag("この窓口のタグは、まだ有効になっていません。"),
    "tag.expired": officeTag("この窓口のタグは、有効期限が過ぎています。"),

    "rules.malformed": trustData(
      "判断の規則を読めません。",
      "規則集が決められた形と違います。規則集のテストを実行してください。",
    ),
    "procedure.malformed": trustData(
      "手続の定義を使えません。",
      "procedure.schema.jsonと照らし合わせてください。ページと規則集の版が違う場合もあります。",
    ),
    "procedure.proof-missing": {
      what: "この手続に必要な証明が、まだ示されていません。",
      now: "手続の案内で、必要なカードや証明書を確かめてください。",
      staff: "手続の定義のproofsを確かめてください。今回示されたのは利用者証明用電子証明書だけです。",
    },
    "rules.unknown-decision": trustData(
      "求められた判断が、規則集にありません。",
      "ページと規則集の版が違うか、idの綴りが違います。",
    ),
    "rules.too-deep": trustData("判断の規則の入れ子が深すぎます。", "条件をいくつかの行に分けてください。"),
    "rules.too-large": trustData(
      "判断の規則が大きすぎます。",
      "分割するか、効力のなくなった規則を除いてください。",
    ),
    "rules.inputs-missing": {
      what: "分からないことがあるため、判断できません。",
      now: "よろしければ、ここに表示された質問にお答えください。",
      staff: "足りない情報は名前で示され、推測することはありません。",
    },
    "rules.table-expired": {
      what: "この日には効力のない規則です。",
      now: "担当の窓口にお尋ねください。",
      staff: "その日を含む規則集を配信してください。",
    },
    "rules.not-covered": {
      what: "公表されている規則に、この場合の定めがありません。",
      now: "担当の窓口にお尋ねください。",
      staff: "故障ではありません。出典に書かれていないためです。",
    },

    "server.unreachable": {
      what: "サーバーにつながりませんでした。",
      now: "通信を確かめて、最初からやり直してください。",
      staff: "ページが自分のサーバーと通信できませんでした。カードとリーダーが原因ではありません。",
    },
    "server.challenge-missing": challenge("サーバーに、チャレンジを渡した記録がありません。"),
    "server.challenge-used": challenge("このチャレンジは使用済みです。使えるのは一度だけです。"),
    "server.challenge-expired": challenge("チャレンジを受け取ってから、時間がたちすぎました。"),
    "server.origin-refused": caller(
      "サーバーは、このページからの要求を受け付けません。",
      "要求のオリジンが、サーバー自身のものと違います。",
    ),
    "server.request-malformed": caller(
      "サーバーが要求を読めませんでした。",
      "要求のメソッド、パス、大きさ、内容のいずれかが、サーバーの想定と違います。",
    ),
  },

  findings: {
    "trust.bundle": {
      title: "信頼する認証局の一覧",
      about: "登録された署名者の署名があり、有効期間内であること。",
    },
    "evidence.form": { title: "証跡の形", about: "決められたただ一つの形であること。" },
    "certificate.form": { title: "証明書の形", about: "規則どおりに書かれ、未知の必須条件がないこと。" },
    "certificate.purpose": { title: "証明書の用途", about: "鍵を今回の目的に使ってよいこと。" },
    "certificate.policy": { title: "証明書のポリシー", about: "JPKIの利用者証明用として発行されたこと。" },
    "certificate.strength": { title: "鍵と方式の強さ", about: "今の基準で十分に強いこと。" },
    "procedure.proofs": {
      title: "手続に必要な証明",
      about: "この手続が求めるカードや証明書が示されたこと。",
    },
    "path.anchor": { title: "認証局", about: "ここで認めている認証局であること。" },
    "path.signature": { title: "認証局の署名", about: "認証局がこの証明書に署名したこと。" },
    "path.constraints": {
      title: "認証局の許す範囲",
      about: "つながりの長さ、名前、ポリシーが、それぞれの認証局の許す範囲にあること。",
    },
    "path.validity": { title: "有効期間", about: "確認した時刻が期間内にあること。" },
    "attributes.form": {
      title: "基本４情報の形",
      about: "氏名・住所・生年月日・性別が読め、カードの表のとおりの位置にあること。",
    },
    "face.form": { title: "券面データの形", about: "券面の記録が読め、カードの表のとおりの位置にあること。" },
    "card.certificate": {
      title: "カードのデータの署名者",
      about: "カード内の証明書に、設定された発行者が署名していること。",
    },
    "attributes.signature": {
      title: "基本４情報の署名",
      about: "カード内の情報のハッシュに、市区町村の鍵が署名していること。",
    },
    "attributes.hashes": {
      title: "署名された情報との一致",
      about: "氏名・住所・生年月日・性別が、署名されたハッシュと合うこと。",
    },
    "person.number-hash": { title: "個人番号のハッシュ", about: "個人番号を読まないため、照合しません。" },
    "face.signature": {
      title: "券面データの署名",
      about: "顔写真、氏名・住所の画像、生年月日、性別に、市区町村の鍵が署名していること。",
    },
    "face.unsigned": {
      title: "署名のない項目",
      about: "有効期限とセキュリティコードには、カードの署名がありません。",
    },
    "card.presence": {
      title: "カードがその場にあること",
      about: "カードから取り出せない鍵が、このサイトのチャレンジに署名したこと（写しではないこと）。",
    },
    "residence.form": {
      title: "在留カードのデータの形",
      about: "読んだファイルが、公表された形をしていること。",
    },
    "residence.certificate": {
      title: "在留カードの署名者",
      about: "カード内の証明書を、設定された認証局が発行していること。",
    },
    "residence.signature": { title: "在留カードの署名", about: "券面の表の内容に署名があること。" },
    "licence.form": { title: "免許証のデータの形", about: "読んだファイルが、公表された形をしていること。" },
    "licence.signature": {
      title: "免許証の署名",
      about: "警察の鍵が公表されていないため、ここでは確かめられません。",
    },
    "document.form": {
      title: "署名された文書の形",
      about: "決まった書き方で、このサイトとこの要求を名指ししていること。",
    },
    "token.signature": {
      title: "カードの署名",
      about: "このサイトのチャレンジに、このカードが署名したこと。",
    },
    "cms.form": { title: "署名文書の形", about: "読むことができ、どの部分も正しい位置にあること。" },
    "cms.content": { title: "文書", about: "署名の対象となる文書が手元にあること。" },
    "cms.signer-certificate": {
      title: "署名者の証明書",
      about: "署名に添えられ、読むことができ、署名に使えること。",
    },
    "cms.algorithms": { title: "署名の方式", about: "方式と鍵が、今の基準で十分に強いこと。" },
    "cms.attributes": { title: "署名属性", about: "署名されるべき属性が、一つずつそろっていること。" },
    "cms.message-digest": { title: "文書の同一性", about: "署名者が署名した文書そのものであること。" },
    "cms.signing-certificate": {
      title: "署名が示す証明書",
      about: "署名が、ほかならぬこの証明書を示していること。",
    },
    "cms.signature": { title: "文書の署名", about: "署名者の鍵による署名であること。" },
    "revocation.status": { title: "失効", about: "認証局が証明書を取り消していないか。" },
  },

  stages: {
    "preparing-reader": "リーダーを準備しています",
    "waiting-for-card": "カードを待っています",
    "reading-certificate": "証明書を読んでいます",
    "asking-tries-left": "残りの入力回数を調べています",
    "verifying-pin": "カードが暗証番号を確かめています",
    "checking-number": "カードが券面の番号を確かめています",
    "reading-data": "カードのデータを読み取っています",
    signing: "カードが署名しています",
    "releasing-reader": "リーダーを止めています",
  },

  outcomes: {
    passed: "確認できた",
    failed: "通らなかった",
    indeterminate: "判断できない",
    "not-checked": "未確認",
  },

  verdicts: {
    "TOTAL-PASSED": "ここで求められた確認は、すべて通りました。",
    "TOTAL-FAILED": "このカードは確認できませんでした。通らなかった項目があります。",
    INDETERMINATE: "判断できません。求められたことのうち、確認できなかったものがあります。",
  },

  subIndications: {
    FORMAT_FAILURE: "決められた形になっていないものがあります。",
    SIG_CRYPTO_FAILURE: "署名が合いません。",
    HASH_FAILURE: "署名された文書と違います。",
    SIG_CONSTRAINTS_FAILURE: "署名に必要なものがそろっていません。",
    NO_SIGNING_CERTIFICATE_FOUND: "署名者の証明書が見つかりません。",
    SIGNED_DATA_NOT_FOUND: "署名された文書が手元にありません。",
    CRYPTO_CONSTRAINTS_FAILURE: "鍵または方式の強さが足りません。",
    CHAIN_CONSTRAINTS_FAILURE: "証明書が条件を満たしていません。",
    CERTIFICATE_CHAIN_GENERAL_FAILURE: "認証局へのつながりが確かめられません。",
    NO_CERTIFICATE_CHAIN_FOUND: "認証局が、ここでは設定されていません。",
    NOT_YET_VALID: "証明書の有効期間が、まだ始まっていません。",
    EXPIRED: "証明書の有効期限が過ぎています。",
    REVOKED: "証明書は失効しています。",
    TRY_LATER: "失効の情報がありません。",
    POLICY_PROCESSING_ERROR: "方針を当てはめられませんでした。",
  },
};

"""What the scripts of the portal say. They look it up in what `{% script_words %}` puts into a page that is not Korean."""

SCRIPT_WORDS = (
    # js/autosave.js
    "로그인 시간이 끝났습니다. 새 창에서 로그인한 다음 ‘임시 저장’을 눌러 주십시오. 입력 내용은 이 화면에 그대로 있습니다.",
    "{at}에 임시 저장했습니다.",
    "임시 저장하지 못했습니다. 잠시 뒤 다시 저장합니다. 이 화면을 닫지 말아 주십시오.",
    # js/idle.js
    "로그인 시간이 끝났습니다. 저장된 내용은 그대로 있습니다. 다시 로그인하면 이 화면으로 돌아옵니다.",
    "{minutes}분 {seconds}초 남았습니다.",
    "서버에 연결하지 못했습니다. 인터넷 연결을 확인하고 다시 눌러 주십시오.",
    # js/passkey.js
    "패스키를 확인하지 못했습니다. 취소했으면 다시 누르고, 계속되면 다른 방법으로 로그인해 주십시오.",
    # victims/papers/upload.js
    "로그인 시간이 끝났습니다. 새 창에서 로그인한 뒤 같은 파일을 다시 고르면 이어서 올립니다.",
    "올리는 중",
    "연결이 끊겨 기다리는 중",
    "올렸습니다. 검사하고 있습니다.",
    "올리지 못했습니다. 파일을 다시 고릅니다.",
    # victims/application/house.js
    "목록에 없음",
)

"""A WordPress of its own: Debian's files, a MariaDB on a socket, PHP's own server; all of it ends with the test."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.support.patience import PATIENCE_S, wait_until
from tests.support.road import ROOT
from tests.support.tools import missing

PLUGIN = ROOT / "wordpress" / "audioedition"
DEBIAN = Path("/usr/share/wordpress")
THEMES = Path("/usr/share/wordpress/wp-content/themes")
THEME = "twentytwentythree"
NEEDED = {"php": "php-cli", "mariadbd": "mariadb-server-core"}
PASSWORD = "un mot de passe assez long"
CONFIG = """<?php
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:{socket}' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'WP_HOME', '{url}' );
define( 'WP_SITEURL', '{url}' );
define( 'WP_ENVIRONMENT_TYPE', 'local' ); // application passwords without TLS
define( 'DISABLE_WP_CRON', true ); // the test says when
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'WP_ACCESSIBLE_HOSTS', '127.0.0.1,localhost' );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', '{log}' );
$table_prefix = 'wp_';
defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );
require_once ABSPATH . 'wp-settings.php';
"""
ROUTER = """<?php
$file = __DIR__ . rawurldecode( strtok( $_SERVER['REQUEST_URI'], '?' ) );
if ( is_file( $file ) || is_file( rtrim( $file, '/' ) . '/index.php' ) && strlen( $file ) > strlen( __DIR__ ) + 1 ) {
    return false;
}
$_SERVER['SCRIPT_NAME'] = '/index.php';
require __DIR__ . '/index.php';
"""
INSTALL = """<?php
define( 'WP_INSTALLING', true );
require __DIR__ . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'Le Journal du port', 'anne', 'anne@journal.example', true, '', $argv[1], 'fr_FR' );
update_option( 'permalink_structure', '/%postname%/' );
update_option( 'WPLANG', 'fr_FR' );
update_option( 'blogdescription', '' );
wp_update_user( array( 'ID' => 1, 'display_name' => 'Anne Le Goff' ) );
wp_delete_post( 1, true );
"""
RUN = """<?php
hash_equals( '{word}', $_SERVER['HTTP_X_TEST'] ?? '' ) || exit( http_response_code( 403 ) );
require __DIR__ . '/wp-load.php';
wp_set_current_user( 1 );
eval( file_get_contents( 'php://input' ) );
"""
ASK_S = 0.3
"""Between two questions to WordPress: each costs it a tenth of a second of a processor."""
PREFERENCES = "array( 'core/edit-post' => array( 'welcomeGuide' => false ), '_modified' => gmdate( 'c' ) )"
"""The block editor's welcome lies over everything at the first visit, and hides the rest from the accessible tree."""


@dataclass
class WordPress:
    """One that answers."""

    root: Path
    url: str
    log: Path
    word: str
    """Whoever knows it may have code run."""
    password: str = ""
    """An application password of the administrator: for REST."""
    _editor: requests.Session | None = None

    def php(self, code: str) -> str:
        """What PHP code prints inside WordPress, as the administrator; a request of its own, to its end. By the server:
        a PHP of its own would compile WordPress anew each time."""
        headers = {"X-Test": self.word, "Content-Type": "text/plain"}
        answer = requests.post(f"{self.url}/run.php", data=code.encode(), headers=headers, timeout=PATIENCE_S)
        assert answer.status_code == 200, answer.text
        return answer.text

    def json(self, code: str) -> Any:
        """The value of a PHP expression."""
        return json.loads(self.php(f"echo wp_json_encode( {code} );"))

    def rest(self, method: str, path: str, *, user: str = "anne", **body: Any) -> requests.Response:
        """REST as the administrator."""
        return requests.request(
            method,
            f"{self.url}/wp-json{path}",
            json=body or None,
            auth=(user, self.password),
            timeout=PATIENCE_S,
        )

    def post(self, title: str, content: str, **more: object) -> int:
        """A post, published as an editor's application would."""
        fields: dict[str, Any] = {"status": "publish", **more}
        answer = self.rest("POST", "/wp/v2/posts", user="anne", title=title, content=content, **fields)
        assert answer.status_code == 201, answer.text
        return int(answer.json()["id"])

    def state(self, post: int) -> dict[str, Any]:
        """As the box in the editor is told it."""
        answer = self.rest("GET", f"/audioedition/v1/posts/{post}")
        assert answer.status_code == 200, answer.text
        content: dict[str, Any] = answer.json()
        return content

    def comes_to(self, post: int, state: str) -> dict[str, Any]:
        """Wait for it."""
        seen: dict[str, Any] = {}

        def there() -> bool:
            seen.update(self.state(post))
            assert seen["state"] in ("waiting", "queued", "running", state), seen
            return bool(seen["state"] == state)

        wait_until(there, what=state, every_s=ASK_S)
        return seen

    def cron(self) -> None:
        """All that WP-Cron has planned for now or earlier."""
        answer = requests.get(f"{self.url}/wp-cron.php", timeout=PATIENCE_S)
        assert answer.status_code == 200, answer.text

    def complaints(self) -> list[str]:
        """What PHP said of the plugin: errors, warnings, notices, deprecations."""
        if not self.log.exists():
            return []
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return [line for line in lines if "plugins/audioedition" in line]

    def signed_in(self) -> requests.Session:
        """The administrator's browser after the login form; the same one for all."""
        if self._editor is None:
            session = requests.Session()
            form = {"log": "anne", "pwd": PASSWORD, "testcookie": "1"}
            session.get(f"{self.url}/wp-login.php", timeout=PATIENCE_S)
            answer = session.post(f"{self.url}/wp-login.php", data=form, timeout=PATIENCE_S)
            assert "wpadminbar" in answer.text, answer.text[:2000]
            self._editor = session
        return self._editor


@contextlib.contextmanager
def running_wordpress() -> Iterator[WordPress]:
    """Installed, with the plugin switched on. What is missing on this machine skips, or fails where it is required."""
    for program, package in NEEDED.items():
        if shutil.which(program) is None:
            missing(f"the program {program} (Debian: apt-get install {package})")
    if not (DEBIAN / "wp-settings.php").is_file():
        missing("WordPress (Debian: apt-get install wordpress)")
    if not (THEMES / THEME).is_dir():
        missing(f"a theme (Debian: apt-get install wordpress-theme-{THEME})")
    # not pytest's own folder: a socket's path has 107 characters at most
    folder = Path(tempfile.mkdtemp(prefix="audioedition-wp-"))
    try:
        with _database(folder), _site(folder) as wordpress:
            yield wordpress
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _database(folder: Path) -> Iterator[None]:
    data, door = folder / "data", folder / "db.sock"
    user = ["--user=root"] if os.geteuid() == 0 else []
    small = ["--no-defaults", f"--datadir={data}", *user, "--innodb-log-file-size=8M"]
    data.mkdir()
    said = folder / "db.log"
    with said.open("wb") as log:
        server = subprocess.Popen(
            [
                "mariadbd",
                *small,
                f"--socket={door}",
                f"--pid-file={folder}/db.pid",
                "--skip-networking",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-buffer-pool-size=32M",
                "--skip-log-bin",
                "--skip-name-resolve",
                "--skip-grant-tables",  # so it needs no tables of its own, which take longer to make than WordPress's
            ],
            stdout=log,
            stderr=log,
        )
    try:

        def up() -> bool:
            assert server.poll() is None, said.read_text()
            return door.exists()

        wait_until(up, what="the database")
        yield
    finally:
        server.kill()  # nothing of it is kept
        server.wait(PATIENCE_S)


@contextlib.contextmanager
def _site(folder: Path) -> Iterator[WordPress]:
    root = folder / "site"
    shutil.copytree(DEBIAN, root, ignore=lambda at, names: {"wp-content"} if at == str(DEBIAN) else set())
    content = root / "wp-content"
    shutil.copytree(THEMES / THEME, content / "themes" / THEME)
    shutil.copytree(PLUGIN, content / "plugins" / "audioedition")
    (content / "uploads").mkdir()
    (
        content / "languages"
    ).mkdir()  # its own French is not needed, but it takes no language that it has no file of
    with (content / "languages" / "fr_FR.mo").open("wb") as file:
        write_mo(file, Catalog(locale="fr_FR"))
    port = _free_port()
    word = secrets.token_hex()
    wordpress = WordPress(root=root, url=f"http://127.0.0.1:{port}", log=folder / "php.log", word=word)
    config = (
        CONFIG.replace("{socket}", str(folder / "db.sock"))
        .replace("{url}", wordpress.url)
        .replace("{log}", str(wordpress.log))
    )
    for name, text in {
        "wp-config.php": config,
        "router.php": ROUTER,
        "install.php": INSTALL,
        "run.php": RUN.replace("{word}", word),
    }.items():
        (root / name).write_text(text, encoding="utf-8")
    _php(
        "-r",
        f"(new mysqli('localhost', 'root', '', '', 0, '{folder}/db.sock'))->query('CREATE DATABASE wordpress');",
    )
    _php(str(root / "install.php"), PASSWORD)
    with _server(root, port, folder / "server.log"):
        wait_until(
            lambda: requests.get(f"{wordpress.url}/run.php", timeout=PATIENCE_S).status_code == 403,
            not_yet=(requests.ConnectionError,),
        )
        wordpress.password = wordpress.php(
            "require_once ABSPATH . 'wp-admin/includes/plugin.php'; activate_plugin( 'audioedition/audioedition.php' );"
            f"update_user_meta( 1, $GLOBALS['wpdb']->get_blog_prefix() . 'persisted_preferences', {PREFERENCES} );"
            "echo WP_Application_Passwords::create_new_application_password( 1, array( 'name' => 'test' ) )[0];"
        )
        yield wordpress


def _free_port() -> int:
    """Below those that the system gives to whoever asks for any: nobody takes it before the server does."""
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


def _php(*arguments: str) -> None:
    done = subprocess.run(["php", *arguments], capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stdout + done.stderr


@contextlib.contextmanager
def _server(root: Path, port: int, said: Path) -> Iterator[None]:
    """Four workers: the service calls back while the request that called it is still at it."""
    with said.open("wb") as log:
        server = subprocess.Popen(
            [
                "php",
                "-d",
                "opcache.enable_cli=1",
                "-S",
                f"127.0.0.1:{port}",
                "-t",
                str(root),
                str(root / "router.php"),
            ],
            stdout=log,
            stderr=log,
            env={**os.environ, "PHP_CLI_SERVER_WORKERS": "4"},
            start_new_session=True,
        )
    try:
        yield
    finally:
        os.killpg(server.pid, signal.SIGKILL)  # its workers, too
        server.wait(PATIENCE_S)


def nonce_in(page: str, *, action: str) -> str:
    """The ``_wpnonce`` of the form that has a field ``action`` of that value."""
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.S) if f'value="{action}"' in form)
    found = re.search(r'name="_wpnonce" value="([^"]+)"', form)
    assert found, form
    return found[1]


def settings(wordpress: WordPress, **changed: object) -> None:
    """Change settings as the form does: with all that hangs on it."""
    pairs = ", ".join(f"'{name}' => {php_value(value)}" for name, value in changed.items())
    wordpress.php(
        "do_action( 'admin_init' );"
        f"update_option( 'audioedition', array_merge( Audioedition\\Settings::all(), array( {pairs} ) ) );"
    )


def php_value(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "array( " + ", ".join(map(php_value, value)) + " )"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "\\'") + "'"

"""Prints, as JSON, what this machine's botocore reads from each case of the corpus, and which keys it is too old for."""
import json
import os
import pathlib
import sys

try:
    from botocore import __version__, configprovider, exceptions, session as sessions
except ImportError:  # Debian's awscli brings its own
    from awscli.botocore import __version__, configprovider, exceptions, session as sessions

KNOWS_ENDPOINTS = hasattr(configprovider, "ConfiguredEndpointProvider")

PROFILE_KEYS = [
    "region", "ca_bundle", "role_arn", "source_profile", "credential_source", "external_id", "mfa_serial",
    "role_session_name", "web_identity_token_file", "credential_process", "sso_session", "sso_account_id", "sso_role_name",
]
SSO_KEYS = ["sso_start_url", "sso_region", "sso_registration_scopes"]


def read(case):
    wanted = json.loads((case / "case.json").read_text(encoding="utf-8"))
    for name in [name for name in os.environ if name.startswith("AWS_") or name == "REQUESTS_CA_BUNDLE"]:
        del os.environ[name]
    os.environ.update({
        "HOME": str(case), "AWS_CONFIG_FILE": "~/config", "AWS_SHARED_CREDENTIALS_FILE": "~/credentials",
        "AWS_EC2_METADATA_DISABLED": "true",
    })
    os.environ.update({name: text.replace("{case}", str(case)) for name, text in wanted.get("environment", {}).items()})
    try:
        return values(sessions.Session(profile=wanted.get("profile")))
    except (exceptions.ConfigParseError, exceptions.ProfileNotFound) as error:
        return {"error": type(error).__name__}
    except (exceptions.BotoCoreError, AttributeError) as error:
        return {"error": "profile"}


def values(session):
    scoped = session.get_scoped_config()
    full = session.full_config
    found = {key: scoped[key] for key in PROFILE_KEYS if scoped.get(key)}
    found.pop("ca_bundle", None)
    if session.get_config_variable("ca_bundle"):
        found["ca_bundle"] = session.get_config_variable("ca_bundle")
    login = dict(scoped)
    login.update(full.get("sso_sessions", {}).get(scoped.get("sso_session"), {}))
    found.update({key: login[key] for key in SSO_KEYS if login.get(key)})
    if KNOWS_ENDPOINTS and not session.get_config_variable("ignore_configured_endpoint_urls"):
        for service in ["s3", "sts"]:
            address = configprovider.ConfiguredEndpointProvider(full, scoped, service, environ={}).provide()
            if address:
                found[f"endpoint of {service}"] = address
    credentials = session.get_credentials()
    if credentials is not None:
        found["kind"] = credentials.method
        if credentials.method in ("shared-credentials-file", "config-file"):
            found.update({"key": credentials.access_key, "secret": credentials.secret_key})
            if credentials.token:
                found["token"] = credentials.token
    return found


def main():
    corpus = pathlib.Path(sys.argv[1])
    cases = sorted(path.parent for path in corpus.glob("*/case.json"))
    lacks = [] if KNOWS_ENDPOINTS else ["endpoint of s3", "endpoint of sts"]
    json.dump({"version": __version__, "lacks": lacks, "cases": {case.name: read(case) for case in cases}}, sys.stdout, indent=1)


main()

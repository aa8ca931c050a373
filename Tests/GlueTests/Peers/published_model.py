"""Glue and CloudWatch Logs as moto plays them, in front of which every request is held against the service's published model
(botocore). Prints the server's port, serves until its input ends, and prints what was asked and what is wrong with it.
"""
import json
import sys
import threading

import botocore.session
import boto3
from botocore.validate import ParamValidator
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

SERVICES = {"AWSGlue": "glue", "Logs_20140328": "logs"}
session = botocore.session.get_session()
asked, wrong = [], []


def validate(target, content_type, body):
    prefix, operation = target.split(".")
    model = session.get_service_model(SERVICES[prefix])
    shape = model.operation_model(operation).input_shape
    version = model.metadata["jsonVersion"]
    if prefix != model.metadata["targetPrefix"] or content_type != f"application/x-amz-json-{version}":
        wrong.append(f"{target}: {content_type}")
    given = json.loads(body)
    # The validator says nothing of names that are in no model.
    def strangers(shape, value, place):
        if shape.type_name == "structure":
            for name, inner in value.items():
                if name not in shape.members:
                    wrong.append(f"{target}: {place}{name} is not in the model")
                else:
                    strangers(shape.members[name], inner, f"{place}{name}.")
    strangers(shape, given, "")
    report = ParamValidator().validate(given, shape)
    if report.has_errors():
        wrong.append(f"{target}: {report.generate_report()}")


class Checked:
    def __init__(self, inner):
        self.inner = inner

    def __call__(self, environ, start_response):
        target = environ.get("HTTP_X_AMZ_TARGET", "")
        if "Boto3" not in environ.get("HTTP_USER_AGENT", "") and target:
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            asked.append(target)
            validate(target, environ.get("CONTENT_TYPE", ""), body)
            if target == "AWSGlue.BatchStopJobRun":
                # moto does not know it.
                start_response("200 OK", [("Content-Type", "application/x-amz-json-1.1")])
                return [b'{"SuccessfulSubmissions": [], "Errors": []}']
            import io
            environ["wsgi.input"] = io.BytesIO(body)
        return self.inner(environ, start_response)


server = make_server("127.0.0.1", 0, Checked(DomainDispatcherApplication(create_backend_app)), threaded=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
given = dict(endpoint_url=f"http://127.0.0.1:{server.port}", region_name="us-east-1", aws_access_key_id="AKIDTEST",
             aws_secret_access_key="secret")
boto3.client("glue", **given).create_job(
    Name="nightly", Role="arn:aws:iam::123456789012:role/glue", GlueVersion="5.0",
    Command={"Name": "glueetl", "ScriptLocation": "s3://lake/script.py"}, ExecutionProperty={"MaxConcurrentRuns": 5})
logs = boto3.client("logs", **given)
logs.create_log_group(logGroupName="/aws-glue/jobs/error")
logs.create_log_stream(logGroupName="/aws-glue/jobs/error", logStreamName="jr_1")
logs.put_log_events(
    logGroupName="/aws-glue/jobs/error", logStreamName="jr_1",
    logEvents=[{"timestamp": 1795200000000 + n, "message": f"line {n}"} for n in range(30)])
print(server.port, flush=True)
sys.stdin.read()
print(json.dumps({"asked": sorted(set(asked)), "wrong": wrong}))

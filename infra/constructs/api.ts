import { Aws, Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { UserPool, UserPoolClient } from "aws-cdk-lib/aws-cognito";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Route } from "#functions/api/route.ts";
import type { KringFunction } from "./kringFunction.ts";

export type ApiProps = {
  routes: readonly Route[];
  functions: Record<Route["function"], KringFunction>;
  pool: UserPool;
  client: UserPoolClient;
};

/** What the gateway notes of each request: no path parameter, no query, no header. */
const accessLog = AccessLogFormat.custom(
  JSON.stringify({
    correlation: "$context.requestId",
    at: "$context.requestTime",
    route: "$context.routeKey",
    status: "$context.status",
    milliseconds: "$context.responseLatency",
    error: "$context.error.messageString",
  }),
);

/** The HTTP API: one route per entry of the contract's list, so that what is not in the contract does not exist. */
export class Api extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, { routes, functions, pool, client }: ApiProps) {
    super(scope, "Api");
    this.api = new HttpApi(this, "Api", { createDefaultStage: false, description: "Kring /v1" });
    const log = new LogGroup(this, "Access", {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, "Default", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      // A school of 800 families asks its questions in one half hour: 07:45 to 08:30.
      throttle: { rateLimit: 500, burstLimit: 1000 },
      // Per route they cost more than all the rest; the access log has the route and its time.
      detailedMetricsEnabled: false,
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: accessLog },
    });
    const login = new HttpJwtAuthorizer("Login", `https://cognito-idp.${Aws.REGION}.amazonaws.com/${pool.userPoolId}`, {
      jwtAudience: [client.userPoolClientId],
    });
    const integrations = Object.fromEntries(
      Object.entries(functions).map(([name, fn]) => [
        name,
        new HttpLambdaIntegration(name, fn.lambda, { timeout: Duration.seconds(29) }),
      ]),
    );
    for (const { path, method, function: fn, auth } of routes) {
      const added = this.api.addRoutes({
        path,
        methods: [method === "get" ? HttpMethod.GET : HttpMethod.POST],
        integration: integrations[fn] as HttpLambdaIntegration,
        authorizer: auth === "login" ? login : new HttpNoneAuthorizer(),
      });
      if (auth === "login") continue;
      for (const route of added)
        Validations.of(route).acknowledge({
          id: "AwsSolutions::AwsSolutions-APIG4",
          reason:
            "The contract says that this one comes before a token: signing in, the refresh by cookie, the API's own description.",
        });
    }
  }
}
